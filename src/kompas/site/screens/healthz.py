"""Whether visitors can be let in, for the machine that watches."""

from django.http import HttpRequest, JsonResponse

from kompas.register import health


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when visitors can be let in, 503 when not. Tells nothing else: anybody may ask."""
    del request
    fine = not health.check().problems
    return JsonResponse({"status": "ok" if fine else "unwell"}, status=200 if fine else 503)
