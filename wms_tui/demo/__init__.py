"""The sample warehouse: something to try everything on, made by the operations themselves."""
