"""Answers out of a workbook or CSV file that came back, through the same checks as every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from bpo_controls.answers.answer_file import read_answers
from bpo_controls.answers.answer_model import Answer, Answers, Need, Subject
from bpo_controls.answers.phi import identifier_problem
from bpo_controls.answers.row_stamp import RowStamp, read_stamp, stamp_of
from bpo_controls.answers.typed_text import MAX_NAME, clean_text, visible
from bpo_controls.diagnostics import Diagnostic, Level, Location
from bpo_controls.library.model import Control, Library, Question
from bpo_controls.words import questionnaire_words as words
from bpo_controls.workspace import read_csv, read_workbook
from bpo_controls.workspace.answer_tables import AnswerTable, TableRow, find_tables, start_value
from bpo_controls.workspace.named_rows import NamedRows
from bpo_controls.workspace.row_entry import RowReader, one_line
from bpo_controls.workspace.sheet_grid import SheetFile
from bpo_controls.yaml.source import Parsed, Plain, PlainPath, Positions


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file says. With any problem of level error nothing of it may be taken in.

    `origin` is who filled it in, else the name of the file; `places` says where each answer stands.
    """

    answers: tuple[Answer, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    origin: str = ""
    places: Mapping[Need, Location] = field(default_factory=dict)


NO_PARTIES: Mapping[str, str] = MappingProxyType({})


def is_sheet_file(path: Path) -> bool:
    """Whether a file is a table by its name: a workbook or CSV."""
    return path.suffix.casefold() in (*read_csv.SUFFIXES, *read_workbook.SUFFIXES)


def file_label(name: str) -> str:
    """What the record calls a file: its name, unless that seems to name a patient."""
    label = Path(name).name
    return words.SOME_FILE if identifier_problem(label, "the name of the file") else label


def read_sheet_file(path: Path) -> SheetFile:
    """The sheets of a workbook or CSV file. Raises UserError with one line that says why it cannot be read."""
    if path.suffix.casefold() in read_csv.SUFFIXES:
        return read_csv.read_csv(path)
    return read_workbook.read_workbook(path)


def read_returned(
    file: SheetFile,
    library: Library,
    engagement: str,
    earlier: Answers,
    *,
    today: str = "",
    stamped: bool = True,
    parties: Mapping[str, str] = NO_PARTIES,
) -> Returned:
    """Every answer of a file and everything that speaks against it, told by sheet and cell.

    `engagement` is the digest of the first event of the journal, `today` an ISO date. With `stamped` each row must carry the
    stamp of this engagement; without it a plain table of ids and answers is read too. `parties` has the names that go with the labels
    on the first sheet of a workbook of ours: another name there is another engagement.
    """
    reader = _Reader(file, library, engagement, earlier, today, stamped=stamped)
    for label, name in parties.items():
        stands = start_value(file.grids, label).text
        if name and stands and stands != name:
            message = (
                f'is about the {label.casefold()} "{visible(stands)}", so it belongs to another engagement'
            )
            here = Location(file.name)
            problem = Diagnostic(
                "other-engagement", message, here, "take it in there; nothing was taken in here"
            )
            return Returned((), (problem,), reader.origin)
    reader.read()
    if not reader.entries:
        return Returned((), tuple(reader.problems), reader.origin)
    places = {key: row.where(_answer_column(row)) for key, row in reader.rows.items()}
    answers, problems = read_answers(
        Parsed(reader.entries, _CellPlaces(file.name, rows=reader.rows)),
        library,
        earlier=earlier,
        today=today,
    )
    order = {
        str(row.where(key)): (number, at)
        for number, row in enumerate(reader.rows.values())
        for key, at in row.table.columns.items()
    }
    told = sorted(problems, key=lambda one: order.get(str(one.where), (len(order), 0)))
    needs = {_key_of(answer): answer.need for answer in answers}
    return Returned(
        answers,
        (*reader.problems, *told),
        reader.origin,
        {needs[key]: place for key, place in places.items() if key in needs},
    )


def _key_of(answer: Answer) -> str:
    return f"{answer.item}@{answer.subject.id}" if answer.subject.id else answer.item


def _answer_column(row: TableRow) -> str:
    return next((key for key in ("answer", "value", "result") if key in row.table.columns), "")


def _id_column(row: TableRow) -> str:
    return next((key for key in ("key", "id", "question") if key in row.table.columns), "")


_COLUMN_OF = {
    "value": "answer", "dont_know": "no_answer", "later": "no_answer", "declined": "reason", "not_applicable": "reason",
    "note": "note", "by": "answered_by", "at": "answered_on", "title": "document", "kept_at": "kept_at",
    "period": "period", "evidence": "document",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _CellPlaces(Positions):
    """Where the parts of an answer stand in a sheet; paths as in an answer file."""

    rows: Mapping[str, TableRow] = field(default_factory=dict)

    def of(self, path: PlainPath) -> Location:
        row = self.rows.get(str(path[0])) if path else None
        if row is None:
            return Location(self.file)
        for step in reversed(path[1:]):
            column = _COLUMN_OF.get(str(step), "")
            if column in row.table.columns:
                return row.where(column)
        return row.where(_answer_column(row))

    def of_key(self, path: PlainPath) -> Location:
        return self.of(path) if len(path) > 1 else self._id(path)

    def _id(self, path: PlainPath) -> Location:
        row = self.rows.get(str(path[0])) if path else None
        if row is None:
            return Location(self.file)
        return row.where(_id_column(row))


class _Reader:
    """Walks the tables of one file: rows to entries as an answer file has them, by `id@subject`."""

    def __init__(
        self,
        file: SheetFile,
        library: Library,
        engagement: str,
        earlier: Answers,
        today: str,
        *,
        stamped: bool,
    ) -> None:
        self.file = file
        self.library = library
        self.engagement = engagement
        self.stamped = stamped
        self.earlier = earlier
        self.named = NamedRows(library, earlier)
        self.entries: dict[str, Plain] = {}
        self.rows: dict[str, TableRow] = {}
        name, role = (
            one_line(start_value(file.grids, label)) for label in (words.YOUR_NAME, words.YOUR_ROLE)
        )
        self.origin = name or file_label(file.name)
        self.reader = RowReader(name, role, today)
        self.problems = self.reader.problems
        for text in filter(None, (name, role)):
            self._check_signer(text)
        self._strangers: list[TableRow] = []
        self._other_library: list[TableRow] = []

    def _check_signer(self, text: str) -> None:
        cleaned = clean_text(text, "the name of who said it", limit=MAX_NAME, one_line=True)
        problem = (
            cleaned if isinstance(cleaned, Diagnostic) else identifier_problem(text, "the name", contact=True)
        )
        if problem is not None:
            self.problems.append(replace(problem, where=Location(f"{self.file.name}, {words.START}")))

    def read(self) -> None:
        """Everything the file holds."""
        tables, problems = find_tables(self.file.grids)
        self.problems += problems
        usable = [table for table in tables if table.kind != "plain" or not self.stamped]
        if not usable and not problems:
            self._no_table(tables)
        for table in usable:
            for row in table.rows():
                if row.filled:
                    self._row(row)
        self._tell_strangers()
        if usable and not self.entries and not any(p.level is Level.ERROR for p in self.problems):
            self._tell(
                "no-answers",
                "holds no answers",
                Location(self.file.name),
                "nothing was filled in",
                Level.WARNING,
            )
        if self.file.comments:
            message = "holds comments beside its cells, which are not read"
            self._tell(
                "comments-unread",
                message,
                Location(self.file.name),
                "move what counts into the column “Note”",
                Level.WARNING,
            )
        self._count_rows(usable)

    def _no_table(self, tables: tuple[AnswerTable, ...]) -> None:
        if tables:
            hint = "take it in with `bpo-controls assess --answers`, or copy the column “Check” too"
            self._tell(
                "no-answer-table",
                "does not say which engagement its rows belong to",
                tables[0].grid.where(tables[0].head),
                hint,
            )
            return
        hint = "headings “Id” and “Answer” are needed, as `bpo-controls questionnaire export` writes them"
        self._tell(
            "no-answer-table", "holds no table of answers that we know", Location(self.file.name), hint
        )

    def _count_rows(self, tables: list[AnswerTable]) -> None:
        """Whether rows were taken out on the way."""
        sent = start_value(self.file.grids, words.COUNTED).text
        kept = sum(
            1
            for table in tables
            if table.kind == "questionnaire"
            for row in table.rows()
            if row.cell("key").text
        )
        if sent.isdigit() and kept < int(sent):
            message = f"{kept} of the {sent} rows that were sent came back"
            self._tell(
                "rows-missing",
                message,
                Location(self.file.name),
                "those that are missing stay open",
                Level.WARNING,
            )

    def _row(self, row: TableRow) -> None:
        kind = row.table.kind
        stamped = kind in ("questionnaire", "plain")
        keys = (row.cell("key").text,) if stamped else self.named.keys(row)
        if not keys or not keys[0]:
            told = "an answer without an id" if stamped else "an answer to something that is not asked here"
            self._tell(
                "row-unknown",
                f"{told}: which question it is for cannot be told",
                row.where(_id_column(row)),
                "copy the row again from the file that was sent",
            )
            return
        stamp = row.cell("stamp").text
        for key in keys:
            asked = self._asked(key)
            if (kind == "questionnaire" or stamp) and not self._vouched(row, key, stamp, asked):
                return
            entry = self.reader.entry(row, asked)
            if entry is None:
                continue
            if kind == "checklist":
                entry = self._as_on_record(key, asked, entry)
            before = self.rows.get(key)
            if before is None:
                self.entries[key], self.rows[key] = entry, row
            elif self.entries[key] != entry:
                self._tell(
                    "answered-twice",
                    f"{visible(key)} is answered otherwise at {before.where(_answer_column(before))}",
                    row.where(_answer_column(row)),
                    "keep one",
                )

    def _as_on_record(self, key: str, asked: Question | Control | None, entry: Plain) -> Plain:
        """A check that agrees with the figure on record confirms the figure instead of contesting it."""
        subject = key.partition("@")[2]
        if not isinstance(asked, Control) or not isinstance(entry, dict):
            return entry
        standing = self.earlier.get(asked.id, Subject(asked.per, subject))
        value = standing.value if standing is not None else None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return entry
        limits = asked.ask.met
        low, high = (limits.at_least, limits.at_most) if limits else (None, None)
        passes = (low is None or value >= low) and (high is None or value <= high)
        return {**entry, "value": value} if passes == (entry["value"] == "in-place") else entry

    def _asked(self, key: str) -> Question | Control | None:
        item = key.partition("@")[0].strip()
        return self.library.questions.get(item) or self.library.controls.get(item)

    def _vouched(self, row: TableRow, key: str, text: str, asked: Question | Control | None) -> bool:
        """Whether the stamp of a row fits its id, this engagement and the question as it reads now."""
        stamp = read_stamp(text)
        if stamp is None or asked is None:
            if stamp is None:
                self._tell(
                    "row-unknown",
                    f"{visible(key)}: the check of the row is {'missing' if not text else 'damaged'}",
                    row.where("stamp"),
                    "copy the row again from the file that was sent",
                )
                return False
            return self._stranger(row, stamp) is None  # a retired or unknown id is told with the answer
        right = stamp_of(self.library, self.engagement, key, asked)
        if self._stranger(row, stamp) is not None:
            return False
        if stamp.row != right.row:
            self._tell(
                "row-unknown",
                f"{visible(key)}: the id and the check do not belong together",
                row.where(_id_column(row)),
                "an id was changed: copy the row again from the file that was sent",
            )
            return False
        if stamp.library != right.library and stamp.question != right.question:
            self._tell(
                "question-changed",
                f"{visible(key)} is asked in another way since the file was made",
                row.where(_id_column(row)),
                "ask again with `bpo-controls questionnaire export`",
            )
            return False
        if stamp.library != right.library:
            self._other_library.append(row)
        return True

    def _stranger(self, row: TableRow, stamp: RowStamp) -> TableRow | None:
        if stamp.engagement == self.engagement[:6]:
            return None
        self._strangers.append(row)
        return row

    def _tell_strangers(self) -> None:
        """Rows of another engagement, told once; and that the library has changed meanwhile."""
        if self._strangers:
            rows = len(self._strangers)
            where = Location(self.file.name) if not self.entries else self._strangers[0].where()
            what = (
                "belongs to another engagement"
                if not self.entries
                else f"{rows} row{'s belong' if rows > 1 else ' belongs'} to another engagement"
            )
            self._tell("other-engagement", what, where, "take it in there; nothing was taken in here")
        if self._other_library:
            message = "was made with another version of the library; these questions read the same"
            self._tell("library-changed", message, Location(self.file.name), "nothing to do", Level.WARNING)

    def _tell(self, code: str, message: str, where: Location, hint: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Diagnostic(code, message, where, hint, level))
