"""A page in the browser where the cited moment plays, served to this machine alone.

Nothing else imports Starlette and Uvicorn, and nothing here imports what draws the page: it is in the folder `page`.
"""
