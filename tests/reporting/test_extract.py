"""Extracts: what a reader asked for and nothing else, said on every page; the vendor's edition is one."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.engine.cut import Cut
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, composed, render, render_all
from bpo_controls.reporting.documents.content.action_steps import steps
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words.findings import verdict_sentence
from tests.reporting.fiction import sample


def cut_to(edition: str = "", **wanted: object) -> Context:
    return context_for(*sample(), edition=edition, cut=Cut(**wanted))  # type: ignore[arg-type]


def ids(ctx: Context) -> set[str]:
    return set(ctx.assessment.by_control)


def test_only_what_was_asked_for_stands_in_an_extract() -> None:
    assert ids(cut_to(gates=("go-live",), domains=("qa-depth",))) == {"QA-01"}
    assert ids(cut_to(gaps=True)) == {"ACC-01", "QA-01"}
    assert ids(cut_to(severities=("low",))) == {"DOC-01"}
    assert "WRK-01" in ids(cut_to(sites=("homes-in-texas",)))


def test_ranks_and_verdicts_stay_those_of_the_whole_work() -> None:
    whole, part = context_for(*sample()), cut_to(domains=("qa-depth",))
    assert [part.rank[gap.key] for gap in part.ranked] == [whole.rank[gap.key] for gap in part.ranked]
    assert [one.verdict for one in part.verdicts] == [one.verdict for one in whole.verdicts]
    pilot, go_live, _ = (verdict_sentence(one) for one in part.verdicts)
    assert pilot == "Nothing to close. What blocks stands outside this extract."
    assert go_live.startswith("2 to close: 1 critical or high gap blocks, 1 partly met control does not.")


def test_every_document_says_what_it_was_cut_to() -> None:
    ctx = cut_to(gates=("pilot",), parties=("vendor",))
    assert ctx.cut_to.endswith("controls: vendor and both parties, pilot")
    for name in COMPOSERS:
        document = composed(ctx, name)
        assert ctx.cut_to in document.look.running
        assert ctx.cut_to in document.name
    for fmt in ("md", "html"):
        assert ctx.cut_to in render(ctx, "gap-report", fmt).decode()
    assert list(render_all(ctx, "gap-report", "md")) == ["gap-report.vendor-pilot.md"]


def test_the_vendor_gets_what_it_owes_and_what_is_done_together() -> None:
    ctx = context_for(*sample(), edition="vendor")
    assert {finding.control.party for finding in ctx.applying} == {"vendor", "joint"}
    assert {step.remedy.party for step in steps(ctx).items} == {"vendor"}
    assert list(render_all(ctx, "gap-report", "md")) == ["gap-report.vendor.md"]
    buyers = context_for(*sample(), edition="buyer")
    assert {finding.control.party for finding in buyers.applying} == {"vendor", "joint", "buyer"}


def test_a_step_of_the_vendor_in_a_control_of_the_buyer_is_not_lost() -> None:
    library, meta, sheet, assessment = sample()
    gap = assessment.of("ACC-01")[0]
    buyers = gap._replace(control=replace(gap.control, party="buyer"))
    assessment = replace(assessment, by_control={**assessment.by_control, "ACC-01": (buyers,)})
    ctx = Context.of(library, meta, sheet, assessment, cut=Cut(parties=("vendor",)))
    assert [step.id for step in steps(ctx).items if step.id.startswith("ACC")] == ["ACC-01.1"]


def test_an_extract_of_nothing_is_a_document_all_the_same() -> None:
    ctx = cut_to(gates=("scale",), severities=("critical",))
    assert ctx.cut_to.startswith("0 of ")
    for name in COMPOSERS:
        assert render(ctx, name, "md")
