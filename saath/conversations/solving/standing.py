"""Whether a solution is the one by which its conversation is solved."""

from __future__ import annotations

from saath.conversations.models import Conversation, Solution


def stands(solution: Solution, conversation: Conversation) -> bool:
    """Tell whether a conversation, held, is solved by this very solution."""
    is_over = solution.reopened_at is not None or solution.withdrawn_at is not None
    is_solved = conversation.state == Conversation.State.SOLVED
    return is_solved and not is_over and conversation.solved_at == solution.solved_at
