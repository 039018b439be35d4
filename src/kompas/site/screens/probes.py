"""What machines ask: does the process live, can visitors be let in, and how much is done.

Nothing is told of anybody, and none of it needs the database to be there.
"""

import hmac
import os
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kompas.register import environment, health
from kompas.site import static_files


def livez(request: HttpRequest) -> JsonResponse:
    """200: the process answers. One that does not is to be started anew."""
    del request
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when visitors can be let in, 503 when not. Tells nothing else: anybody may ask."""
    del request
    fine = static_files.are_collected() and not health.check().problems
    return JsonResponse({"status": "ok" if fine else "unwell"}, status=200 if fine else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, who brings the token (`KOMPAS_METRICS_TOKEN`); for others it is not there."""
    token = environment.value_of("KOMPAS_METRICS_TOKEN")
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(said.encode(), token.encode()):
        raise Http404
    counted = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    now = CollectorRegistry()
    now.register(_Health())
    made = generate_latest(counted) + generate_latest(now)
    return HttpResponse(made, content_type=CONTENT_TYPE_LATEST)


class _Health(Collector):
    """How the installation is at this moment."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        found = health.check()
        free = environment.free_bytes(environment.data_folder())
        yield GaugeMetricFamily("kompas_problems", "What kompas db status names.",
                                len(found.problems))  # fmt: skip
        yield GaugeMetricFamily("kompas_database_up", "Whether the database answers.",
                                bool(found.postgresql))  # fmt: skip
        yield GaugeMetricFamily("kompas_data_free_bytes", "Room left in KOMPAS_DATA.", free)
