"""Tailored, level-appropriate interview questions for product leaders.

Three lines are enough::

    from question_tailor import Tailor, read_company, read_posting
    kit = Tailor("your-model").tailor(read_posting("posting.md"), read_company("company.md"))
    print(render(kit, "md"))

`Tailor.offline()` does the same without a model. Importing this package loads neither openai nor jinja2.
"""
