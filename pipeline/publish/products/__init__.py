"""The files of a release, one module each; ``pipeline.publish.PRODUCTS`` lists them in order."""
