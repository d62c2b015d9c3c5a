"""Drives the reference server with the vendor's Python SDK, and compares every answer and delivery with the SDK's types.

It is started by sdk.mts, which gives what it has to know as JSON on its standard input, and reads what it found,
also as JSON, from its standard output.
"""

import json
import sys
import typing
import urllib.error
import urllib.request

import pilot_status.errors as errors
import pilot_status.types as answers
import pilot_status.webhooks.types as events
from pilot_status import PilotStatusClient
from pilot_status.webhooks.parse import WebhookParseError, parse_customer_webhook
from methods import DRIVEN, NOT_DRIVEN
from typed import disagreements

TASK = json.load(sys.stdin)
FOUND: list[dict[str, str]] = []
CHECKS = 0

ERROR_CLASSES = {
    400: errors.ValidationError,
    401: errors.AuthenticationError,
    403: errors.ForbiddenError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    429: errors.RateLimitError,
    503: errors.ServerError,
}


def note(where: str, problems: list[str]) -> None:
    global CHECKS
    CHECKS += 1
    FOUND.extend({"where": where, "what": problem} for problem in problems)


def client(key: str, server: str = "newest", number: str | None = None) -> PilotStatusClient:
    """A client whose requests go to a reference server: the SDK knows the real address alone."""

    def transport(request: urllib.request.Request, timeout: float):
        url = request.full_url.replace("https://pilotstatus.com.br", TASK["servers"][server])
        own = urllib.request.Request(url, request.data, dict(request.headers), method=request.method)
        with urllib.request.urlopen(own, timeout=timeout) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return response.status, headers, response.read().decode()

    return PilotStatusClient(
        api_key=key, transport=transport, get_retries=0, whatsapp_number_id=number
    )


def answer(where: str, call: typing.Callable[[], typing.Any], kind: typing.Any) -> typing.Any:
    """Calls a method of the SDK and compares its answer with the type that it promises."""
    try:
        value = call()
    except errors.PilotStatusHttpError as error:
        note(where, [f": {error.status} {(error.body or {}).get('code')}"])
        return None
    note(where, disagreements(value, kind))
    return value


def check_sends() -> None:
    for name, key, message in TASK["sends"]:
        accepted = answer(
            f"messages.send {name}",
            lambda: client(key).messages.send(message, idempotency_key=f"sdk-{name}"),
            answers.SendMessageAccepted,
        )
        if accepted is None:
            continue
        details = client(key).messages.get
        answer(f"messages.get {name}", lambda: details(accepted["id"]), answers.MessageDetails)
        again = client(key).messages.send(message, idempotency_key=f"sdk-{name}")
        note(f"idempotency {name}", [] if again == accepted else [": another answer"])
    key = TASK["keys"]["go"]
    later = {**TASK["sends"][0][2], "deliverAt": TASK["later"]}
    scheduled = answer(
        "messages.send later", lambda: client(key).messages.send(later), answers.SendMessageAccepted
    )
    answer(
        "messages.cancel",
        lambda: client(key).messages.cancel([scheduled["id"], "msg_nobody"]),
        answers.CancelMessagesResult,
    )


def check_reads() -> None:
    for name in ("go", "evo", "metaOba"):
        sdk = client(TASK["keys"][name])
        history = answer(
            "messages.history",
            lambda: sdk.messages.history(page=1, page_size=100, start_date="2026-01-01"),
            answers.MessageHistoryResult,
        )
        note("messages.history has rows", [] if history and history["messages"] else [": empty"])
        answer("templates.list", sdk.templates.list, list[answers.TemplateListItem])
        template = sdk.templates.list()[0]["id"]
        answer("templates.get", lambda: sdk.templates.get(template), answers.TemplateDetail)
        for server in ("newest", "sdk"):
            other = client(TASK["keys"][name], server)
            where = f"groups.list ({server})"
            answer(where, other.groups.list, list[answers.GroupListItem])
            if name != "metaOba":
                where = f"newsletters.list ({server})"
                answer(where, other.newsletters.list, list[answers.NewsletterListItem])
        answer(
            "analytics.get_dashboard_stats",
            lambda: sdk.analytics.get_dashboard_stats(tz="America/Sao_Paulo"),
            answers.DashboardStats,
        )
    tenant = client(TASK["keys"]["tenant"], number=TASK["number"])
    answer("tenant key: messages.history", tenant.messages.history, answers.MessageHistoryResult)
    answer("tenant key: templates.list", tenant.templates.list, list[answers.TemplateListItem])


def check_numbers() -> None:
    for server in ("newest", "sdk"):
        numbers = client(TASK["keys"]["tenant"], server).numbers
        listed = answer("numbers.list", numbers.list, list[answers.WhatsAppNumberListItem])
        for name in [one["id"] for one in listed or []]:
            answer("numbers.get", lambda: numbers.get(name), answers.NumberDetail)
            answer("numbers.get refresh", lambda: numbers.get(name, refresh=True), answers.NumberDetail)
            status = lambda: numbers.get_status(name)
            answer(f"numbers.get_status ({server})", status, answers.NumberStatusResult)
    answer("numbers.connect", lambda: numbers.connect("num_offline"), answers.NumberConnectResult)
    second = lambda: numbers.get_status(TASK["number"], link="secondary")
    answer("numbers.get_status secondary", second, answers.NumberStatusResult)
    second = lambda: numbers.connect(TASK["number"], link="secondary")
    answer("numbers.connect secondary", second, answers.NumberConnectResult)


def check_ads() -> None:
    for name in ("go", "metaOba"):
        for server in ("newest", "redacting"):
            sdk = client(TASK["keys"][name], server)
            where = f"({name}, {server})"
            leads = answer(
                f"leads.list {where}",
                lambda: sdk.leads.list(page=1, page_size=100, start_date="2026-01-01"),
                answers.LeadListResult,
            )
            note(f"leads.list {where} has rows", [] if leads and leads["leads"] else [": empty"])
            for lead in leads["leads"] if leads else []:
                answer(f"leads.get {where}", lambda: sdk.leads.get(lead["id"]), answers.LeadResult)
            one_ad = lambda: sdk.leads.list(form_id="form_0", ad_id="ad_0", page_id="page_0")
            answer(f"leads.list of an ad {where}", one_ad, answers.LeadListResult)
    for server in ("newest", "redacting"):
        sdk = client(TASK["keys"]["metaOba"], server)
        rows = answer(
            f"referrals.list ({server})",
            lambda: sdk.referrals.list(start_date="2026-01-01", page=1, page_size=100),
            answers.ReferralListResult,
        )
        note(f"referrals.list ({server}) has rows", [] if rows and rows["referrals"] else [": empty"])
        ads = lambda: sdk.referrals.list(source_type="ad", source_id="ad_0")
        answer(f"referrals.list of an ad ({server})", ads, answers.ReferralListResult)
        summary = lambda: sdk.referrals.summary(start_date="2026-01-01")
        answer(f"referrals.summary ({server})", summary, answers.ReferralSummaryResult)


def check_calls() -> None:
    for name, sdp in (("go", None), ("metaOba", "v=0")):
        calls = client(TASK["keys"][name]).calls
        where = f"({name})"
        body = {"to": TASK["callable"]} | ({"sdp": sdp} if sdp else {})
        started = answer(f"calls.initiate {where}", lambda: calls.initiate(body), answers.CallInitiateAccepted)
        answer(f"calls.list {where}", lambda: calls.list(limit=10), answers.CallListResult)
        before = lambda: calls.list(before=TASK["later"])
        answer(f"calls.list before {where}", before, answers.CallListResult)
        for with_sdp in (False, True):
            details = lambda: calls.get(started["id"], include_sdp=with_sdp)
            answer(f"calls.get {where}", details, answers.CallDetails)
        if sdp is None:
            playing = lambda: calls.play(started["id"], "https://example.com/a.mp3")
            answer(f"calls.play {where}", playing, answers.CallActionResult)
        ended = lambda: calls.terminate(started["id"])
        answer(f"calls.terminate {where}", ended, answers.CallActionResult)
        first, second = TASK["ringing"][name]
        answer(f"calls.accept {where}", lambda: calls.accept(first, sdp), answers.CallActionResult)
        answer(f"calls.reject {where}", lambda: calls.reject(second), answers.CallActionResult)
    person = TASK["callable"]
    answer("calls.get_permissions", lambda: calls.get_permissions(person), answers.CallPermissionResult)
    asked = lambda: calls.request_permission(person, text="?")
    answer("calls.request_permission", asked, answers.CallPermissionRequestResult)


def check_media() -> None:
    media = client(TASK["keys"]["metaOba"]).media
    for one in TASK["media"]:
        file = lambda: media.download(one["mediaId"], one["phoneNumberId"])
        answer("media.download", file, answers.MediaDownloadResult)
    note("media.download has files", [] if TASK["media"] else [": none"])


def check_errors() -> None:
    sdk = client(TASK["keys"]["go"], "failing")
    for status, code in TASK["errors"]:
        where = f"error {code} {status}"
        try:
            sdk.templates.list()
            note(where, [": no error"])
        except errors.PilotStatusHttpError as error:
            kind = ERROR_CLASSES.get(status, errors.PilotStatusHttpError)
            wrong = [] if type(error) is kind else [f": {type(error).__name__}"]
            wrong += [] if error.body["code"] == code else [": another code"]
            wrong += [] if str(error) == f"About {code}" else [f": says {error}"]
            note(where, wrong)


def check_refusals() -> None:
    for name, key, message in TASK["refusals"]:
        try:
            client(key).messages.send(message)
            note(f"refusal {name}", [": accepted"])
        except errors.PilotStatusHttpError as error:
            wrong = [] if error.body["code"] == name else [f": {error.body['code']}"]
            note(f"refusal {name}", wrong + ([": no text"] if str(error).startswith("HTTP") else []))


def event_types() -> dict[str, typing.Any]:
    kinds = typing.get_args(events.CustomerWebhookEvent)
    hints = {kind: typing.get_type_hints(kind)["event"] for kind in kinds}
    return {name: kind for kind, event in hints.items() for name in typing.get_args(event)}


def check_deliveries() -> None:
    kinds = event_types()
    seen = set()
    for body in TASK["deliveries"]:
        name = body.get("event") or body.get("object")
        seen.add(name)
        where = f"delivery {name}"
        try:
            event = parse_customer_webhook(body)
        except WebhookParseError as error:
            note(where, [f"{issue.path}: {issue.message}" for issue in error.issues])
            continue
        if event.get("type") == "unknown" and "raw" in event:
            note(where, [": unknown to the SDK"])
        else:
            note(where, disagreements(body, kinds[name]))
    note("deliveries", [f": no {name} among them" for name in kinds if name not in seen])


def check_coverage() -> None:
    """Every method of the SDK is in one of the tables above, so that a newer SDK's are noticed."""
    left_out = {one for methods in NOT_DRIVEN.values() for one in methods}
    for name, resource in vars(client("")).items():
        if name.startswith("_") or f"{name}.*" in left_out:
            continue
        methods = {one for one in dir(resource) if not one.startswith("_") and callable(getattr(resource, one))}
        named = {f"{name}.{one}" for one in methods}
        known = {one for one in DRIVEN | left_out if one.startswith(f"{name}.")}
        note("coverage", [f": {one}" for one in sorted(named ^ known)])


for check in (
    check_coverage,
    check_sends,
    check_reads,
    check_numbers,
    check_ads,
    check_calls,
    check_media,
    check_errors,
    check_refusals,
    check_deliveries,
):
    check()
json.dump(
    {"checks": CHECKS, "driven": len(DRIVEN), "notDriven": NOT_DRIVEN, "found": FOUND}, sys.stdout
)
