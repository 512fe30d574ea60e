"""The token classifier: features, ONNX Runtime session, BIO decoding. Nothing here imports torch."""
