"""The one way out: which addresses may be asked, and clients that ask no others."""
