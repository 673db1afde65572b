"""The section types by the names that the code uses for them; `archive.model` lists them all."""

OPENING, WORK, PROBLEMS, CAUSES, PLANS = "导语", "工作情况", "存在问题", "原因分析", "下一步打算"
LESSONS, SITUATION, ADVICE, OTHER = "经验体会", "形势分析", "意见建议", "其他"
