"""Files of other help desks, what they tell, and the ledger of what came in."""

from saath.imports.models.bringing import Bringing
from saath.imports.models.brought import Brought
from saath.imports.models.piece import Piece
from saath.imports.models.remark import Remark

__all__ = ["Bringing", "Brought", "Piece", "Remark"]
