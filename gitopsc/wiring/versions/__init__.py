"""Who raises versions, who carries them from stage to stage, and in which order they go."""
