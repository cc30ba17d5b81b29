"""Citations as people write them are one provision each, and provisions compare as the law nests."""

from __future__ import annotations

import pytest

from backtest.citation import names, read, same_standard, standard, within


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("45 CFR 164.308(a)(1)(ii)(A)", ["45 CFR 164.308(a)(1)(ii)(A)"]),
        ("45 C.F.R. § 164.308(a)(1)(ii)(A)", ["45 CFR 164.308(a)(1)(ii)(A)"]),
        ("45 CFR §§ 164.404, 164.406 and 164.408", ["45 CFR 164.404", "45 CFR 164.406", "45 CFR 164.408"]),
        ("45 CFR 164.512(e),(f)", ["45 CFR 164.512(e)", "45 CFR 164.512(f)"]),
        ("45 CFR 164.514(a)-(c)", ["45 CFR 164.514(a)", "45 CFR 164.514(b)", "45 CFR 164.514(c)"]),
        ("31 USC 3729(a)(1)(A)-(B)", ["31 USC 3729(a)(1)(A)", "31 USC 3729(a)(1)(B)"]),
        ("47 CFR 64.1200(a)(3)(v), (a)(9)(iv)", ["47 CFR 64.1200(a)(3)(v)", "47 CFR 64.1200(a)(9)(iv)"]),
        ("42 CFR 422.101(b)(6), (c)", ["42 CFR 422.101(b)(6)", "42 CFR 422.101(c)"]),
        ("15 U.S.C. § 45(a)", ["15 USC 45(a)"]),
        ("15 USC 45 (FTC Act section 5)", ["15 USC 45"]),
        ("Section 5 of the FTC Act, 15 U.S.C. 45", ["15 USC 45"]),
        ("15 USC 1681s-2; 12 CFR 1022.42-1022.43", ["15 USC 1681s-2", "12 CFR 1022.42-1022.43"]),
        ("42 USC 1320a-7k(d)", ["42 USC 1320a-7k(d)"]),
        ("29 CFR 2560.503-1(f)(2)(i)", ["29 CFR 2560.503-1(f)(2)(i)"]),
        ("26 CFR 1.501(r)-6", ["26 CFR 1.501(r)-6"]),
        ("6 USC 681-681g; proposed 6 CFR part 226 (89 FR 23644)", ["6 USC 681-681g", "6 CFR 226"]),
        ("12 CFR 1022.42 (Regulation V)", ["12 CFR 1022.42"]),
        ("201 CMR 17.00", ["MA 201 CMR 17"]),
        ("23 NYCRR 500.17(b)", ["NY 23 NYCRR 500.17(b)"]),
        ("N.Y. Gen. Bus. Law 899-aa", ["NY general business 899-aa"]),
        ("New York General Business Law § 899-aa", ["NY general business 899-aa"]),
        ("9 V.S.A. 2435 (Vermont Security Breach Notice Act)", ["VT 9 2435"]),
        ("9 Vt. Stat. 2435", ["VT 9 2435"]),
        ("Cal. Civ. Code 56-56.37", ["CA civil 56-56.37"]),
        ("California Civil Code 56 et seq. (CMIA)", ["CA civil 56 et seq."]),
        ("Mass. Gen. Laws ch. 272, 99", ["MA general 272:99"]),
        ("M.G.L. c. 93H", ["MA general 93H"]),
        ("Tex. Bus. & Com. Code 521.053", ["TX business commerce 521.053"]),
        ("Texas Business and Commerce Code § 521.053", ["TX business commerce 521.053"]),
        ("Md. Code, Cts. & Jud. Proc. 10-402", ["MD courts judicial procedure 10-402"]),
        ("815 ILCS 530/10, 530/50", ["IL 815 530/10", "IL 815 530/50"]),
        ("R.I. Gen. Laws 11-49.3-4", ["RI general 11-49.3-4"]),
        ("Ariz. HB 2175 (2025), Ariz. Rev. Stat. 20-3103", ["AZ hb 2175", "AZ 20-3103"]),
        ("86 FR 6446", ["86 FR 6446"]),
    ],
)
def test_a_citation_is_read(text: str, provisions: list[str]) -> None:
    assert [str(one) for one in read(text)] == provisions


@pytest.mark.parametrize(
    "text",
    [
        "Minnesota debt collection law",
        "HIPAA Privacy and Security Rules (via 42 USC 1320d-5(d))",
        "North Carolina State Auditor reports of May and December 2013",
        "State breach notification laws",
        "OIG A-02-14-01001",
        "PCI DSS v4.0.1 Requirement 3.3.1",
        "NIST SP 800-53 Rev. 5",
        "",
    ],
)
def test_a_law_named_in_words_is_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("45 CFR 164.308(a)(1)(ii)(A)", "45 CFR 164.308(a)(1)"),
        ("45 CFR 164.308(b)(1)", "45 CFR 164.308(b)"),
        ("45 CFR 164.312(a)(2)(iv)", "45 CFR 164.312(a)"),
        ("45 CFR 164.404(b)", "45 CFR 164.404"),
        ("45 CFR 164.502(e)(1)(ii)", "45 CFR 164.502(e)"),
        ("31 USC 3729(a)(1)(G)", "31 USC 3729(a)(1)(G)"),
        ("15 USC 1692g(b)", "15 USC 1692g"),
        ("47 CFR 64.1200(d)(3)", "47 CFR 64.1200(d)"),
    ],
)
def test_the_standard_is_the_level_of_the_duty(text: str, level: str) -> None:
    assert str(standard(read(text)[0])) == level


@pytest.mark.parametrize(
    ("source", "cited", "at_standard", "at_depth"),
    [
        ("45 CFR 164.308(b)(1)", "45 CFR 164.308(b)", True, True),
        ("45 CFR 164.308(a)(1)(ii)(B)", "45 CFR 164.308(a)(1)(ii)(A)", True, False),
        ("45 CFR 164.308(a)(3)(ii)(C)", "45 CFR 164.308(a)(1)(ii)(A)", False, False),
        ("45 CFR 164.312(a)(2)(iv)", "45 CFR 164.312(a)(1)", True, False),
        ("45 CFR 164.312(d)", "45 CFR 164.312(a)(1)", False, False),
        ("45 CFR 164.502(e)(2)", "45 CFR 164.502(b)", False, False),
        ("45 CFR 164.410(a)", "45 CFR 164.410", True, True),
        ("45 CFR 164.404(b)", "45 CFR 164.406", False, False),
        ("31 USC 3729(a)(1)(A)-(B)", "31 USC 3729", True, True),
        ("31 USC 3729(a)(1)(A)-(B)", "31 USC 3729(a)(1)(G)", False, False),
        ("15 USC 1692g", "15 USC 1692g(b)", True, False),
        ("15 USC 1681s-2; 12 CFR 1022.42-1022.43", "12 CFR 1022.43", True, True),
        ("45 CFR 149.410-149.430", "45 CFR 149.420(b)", True, False),
        ("Cal. Civ. Code 56-56.37", "California Civil Code 56 et seq.", True, True),
        ("Cal. Civ. Code 56.10", "California Civil Code 56 et seq.", True, True),
        ("Cal. Civ. Code 1798.82", "California Civil Code 56 et seq.", False, False),
        ("M.G.L. c. 93H", "Mass. Gen. Laws ch. 93H, 3", True, False),
        ("N.Y. Gen. Bus. Law 899-bb", "N.Y. Gen. Bus. Law 899-aa", False, False),
        ("45 CFR 164.308(a)(3)(i)", "45 CFR 164.308", True, True),
        ("21 CFR 164.308(b)", "45 CFR 164.308(b)", False, False),
    ],
)
def test_a_source_carries_what_is_cited(source: str, cited: str, at_standard: bool, at_depth: bool) -> None:
    wanted = read(cited)[0]
    assert any(same_standard(one, wanted) for one in read(source)) is at_standard
    assert any(names(one, wanted) for one in read(source)) is at_depth


def test_a_provision_is_within_itself_and_what_holds_it() -> None:
    part, section, paragraph = (read(text)[0] for text in ("6 CFR 226", "6 CFR 226.3", "6 CFR 226.3(a)"))
    assert within(section, section)
    assert within(paragraph, section)
    assert within(paragraph, part)
    assert not within(section, paragraph)
