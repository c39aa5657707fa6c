"""Every period as a table for a spreadsheet."""

from ..kit.documents import Document, csv_document
from .reckoning import Reckoned


def table(r: Reckoned) -> Document:
    """Every period, for the reader alone."""
    head = ("期", "还款日", "要还", "其中本金", "其中费用或利息", "还剩本金")
    rows = (
        (row.number, row.day, row.payment, row.principal, row.fee + row.interest, row.balance)
        for row in r.schedule.rows
    )
    return csv_document("每一期的表格（自己看的估算）", "fenqi.csv", head, rows)
