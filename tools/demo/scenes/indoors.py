"""indoors"""
