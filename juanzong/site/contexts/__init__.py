"""What each page's template is given: frozen values, ready to print, with every link already relative.

A template sees `page` (one of these), `urls` (`juanzong.site.urls.Urls`) and `t(zh, en)`. Texts are plain:
the templates escape them. `Markup` stands only where HTML was made by a template or by Markdown.
"""
