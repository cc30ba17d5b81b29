"""A firm's or plan's own file with the entries laid over it: PDF form, Word file, workbook."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from bpo_controls.diagnostics import UserError
from bpo_controls.forms.known import Known
from bpo_controls.reporting.deliver.field_map import laid_onto, read_field_map
from bpo_controls.reporting.deliver.forms import make_form
from bpo_controls.reporting.formats.overlay.onto import OntoError, lay_onto
from tests.cli.conftest import AS_OF, run_in

TEXT = """\
form: offshore-attestation
places:
  {name}: offshore.name
  {people}: data.how_many
  {box}: {{field: part_two.yearly.answer, tick: yes}}
  {no_box}: {{field: part_two.yearly.answer, tick: no}}
  {blank}: first_tier.plan
"""


def pdf_form() -> bytes:
    """A page with three texts, two check boxes and a signature."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    fields: list[Any] = []

    def widget(name: str, kind: str, **more: Any) -> None:
        fields.append(
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name(kind), T=name,
                    Rect=[20, 20 + 30 * len(fields), 200, 40 + 30 * len(fields)], P=page.obj, **more,
                )
            )
        )  # fmt: skip

    widget("Name", "/Tx", DA="/Helv 10 Tf 0 g")
    widget("People", "/Tx", DA="/Helv 10 Tf 0 g")
    widget("Plan", "/Tx", DA="/Helv 10 Tf 0 g", MaxLen=5)
    for name in ("Yes", "No"):
        look = pikepdf.Dictionary(N=pikepdf.Dictionary(On=pdf.make_stream(b""), Off=pdf.make_stream(b"")))
        widget(name, "/Btn", AP=look, V=pikepdf.Name.Off, AS=pikepdf.Name.Off)
    widget("Signed", "/Sig")
    page.Annots = pdf.make_indirect(pikepdf.Array(fields))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=fields, DA="/Helv 10 Tf 0 g", DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
    )
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def word_file() -> bytes:
    """A content control with a tag, and marks, one of them split over two runs."""
    made = docx.Document()
    made.add_paragraph("People: [[people]].")
    split = made.add_paragraph("Yearly audit [[y")
    split.add_run("es]] no [[no]] plan [[plan]]").bold = True
    out = BytesIO()
    made.save(out)
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="Name"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r>'
        "<w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    back = BytesIO()
    with ZipFile(BytesIO(out.getvalue())) as old, ZipFile(back, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + control.encode())
            new.writestr(entry, data)
    return back.getvalue()


def workbook() -> bytes:
    """A sheet with labels in A and room in B."""
    book = Workbook()
    book.active.title = "Form"
    book.active["A1"], book.active["C1"] = "Name", "=1+1"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_pdf_form(known: Known) -> None:
    names = {"name": "Name", "people": "People", "box": "'Yes'", "no_box": "'No'", "blank": "Plan"}
    mapped = read_field_map(TEXT.format(**names), "map.yaml")
    body, blank = laid_onto(make_form(known, "offshore-attestation"), mapped, "pdf", pdf_form(), "a.pdf")
    found = PdfReader(BytesIO(body)).get_fields() or {}
    values = {name: field.get("/V") for name, field in found.items()}
    assert values["Name"] == "Sample Revenue Services"
    assert values["People"] == "180,000"
    assert (values["Yes"], values["No"]) == ("/On", "/Off")
    assert not values["Plan"]
    assert [one.id for one in blank] == ["first_tier.plan"]


def test_a_word_file(known: Known) -> None:
    names = {
        "name": "Name", "people": '"[[people]]"', "box": '"[[yes]]"', "no_box": '"[[no]]"', "blank": '"[[plan]]"',
    }  # fmt: skip
    mapped = read_field_map(TEXT.format(**names), "map.yaml")
    body, _ = laid_onto(make_form(known, "offshore-attestation"), mapped, "docx", word_file(), "a.docx")
    made = docx.Document(BytesIO(body))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[:2] == ["People: 180,000.", "Yearly audit ☒ no ☐ plan [[plan]]"]
    xml = made.element.xml
    assert "Sample Revenue Services" in xml
    assert "Click here" not in xml
    assert "showingPlcHdr" not in xml


def test_a_workbook(known: Known) -> None:
    names = {
        "name": "Form!B1",
        "people": "Form!B2",
        "box": "Form!B3",
        "no_box": "Form!B4",
        "blank": "Form!B5",
    }
    mapped = read_field_map(TEXT.format(**names), "map.yaml")
    body, _ = laid_onto(make_form(known, "offshore-attestation"), mapped, "xlsx", workbook(), "a.xlsx")
    sheet = load_workbook(BytesIO(body))["Form"]
    found = [sheet[f"B{row}"].value for row in range(1, 6)]
    assert found == ["Sample Revenue Services", 180000, "x", None, None]
    assert sheet["C1"].value == "=1+1"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "@x"])
def test_text_is_never_a_formula(text: str) -> None:
    sheet = load_workbook(BytesIO(lay_onto("xlsx", workbook(), {"B1": text})))["Form"]
    assert (sheet["B1"].value, sheet["B1"].data_type) == (text, "s")


@pytest.mark.parametrize(
    ("kind", "place", "told"),
    [
        ("pdf", "Nam", 'has no field "Nam"'),
        ("pdf", "Signed", "nothing may be put there"),
        ("pdf", "Plan", "takes 5 characters"),
        ("docx", "[[nothing]]", "has no content control"),
        ("docx", "People", "has no content control"),
        ("xlsx", "Form!A1", "already holds something"),
        ("xlsx", "Other!A1", 'has no sheet "Other"'),
        ("xlsx", "Form!A0", "is no cell"),
    ],
)
def test_a_place_that_cannot_be_filled_is_told(kind: str, place: str, told: str) -> None:
    made = {"pdf": pdf_form, "docx": word_file, "xlsx": workbook}[kind]()
    with pytest.raises(OntoError, match=told.replace("[", r"\[")):
        lay_onto(kind, made, {place: "a long text"})


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_what_is_no_such_file_is_refused(kind: str) -> None:
    with pytest.raises(OntoError):
        lay_onto(kind, b"nothing of the kind", {})


def test_the_command_writes_the_file_and_says_what_stays_blank(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "their.xlsx").write_bytes(workbook())
    names = {
        "name": "Form!B1",
        "people": "Form!B2",
        "box": "Form!B3",
        "no_box": "Form!B4",
        "blank": "Form!B5",
    }
    (tmp_path / "map.yaml").write_text(TEXT.format(**names))
    given = ("--onto", str(tmp_path / "their.xlsx"), "--map", str(tmp_path / "map.yaml"))
    done = run_in(
        demo, "form", "offshore-attestation", "d", "--as-of", AS_OF, "--out", str(tmp_path / "o"), *given
    )
    assert done.code == 0, done.err
    assert done.out.strip().endswith("form-offshore-attestation.filled.xlsx")
    assert "left blank: first_tier.plan. The engagement does not name single plans." in done.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("form: offshore-attestation\n", "a field map has form and places"),
        ("form: offshore-attestation\nplaces:\n  A: {fild: x}\n", '"A" leads nowhere'),
        ("form: baa-checklist\nplaces: {A: agreement.kept}\n", "the map is for the form baa-checklist"),
        ("form: offshore-attestation\nplaces: {A: offshore.nam}\n", 'has no field "offshore.nam"'),
    ],
)
def test_a_wrong_map_is_told(known: Known, text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        laid_onto(
            make_form(known, "offshore-attestation"),
            read_field_map(text, "map.yaml"),
            "xlsx",
            workbook(),
            "a.xlsx",
        )
