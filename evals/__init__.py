"""Scripts that say how well the product judges, on data that it was not made from."""
