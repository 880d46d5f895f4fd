"""What goes out: one view of a proposal, and every document made from it.

Page, text, table and calendar render the same `PlanView`, so they cannot disagree.
"""

from stepwell.documents.plan_csv import plan_csv
from stepwell.documents.plan_json import plan_json
from stepwell.documents.plan_text import plan_text
from stepwell.documents.plan_view import plan_view
from stepwell.documents.review_json import review_json
from stepwell.documents.review_text import review_text
from stepwell.documents.review_view import review_view
from stepwell.documents.views import PlanView, ReviewView


__all__ = [
    "PlanView",
    "ReviewView",
    "plan_csv",
    "plan_json",
    "plan_text",
    "plan_view",
    "review_json",
    "review_text",
    "review_view",
]
