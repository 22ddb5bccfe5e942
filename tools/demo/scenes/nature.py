"""nature"""
