"""What lies beside the spec: values files and manifests, read and understood once."""
