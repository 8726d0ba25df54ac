"""How many random specs are tried, and how."""

from hypothesis import HealthCheck, Phase, settings

FEW = settings(
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MANY = settings(
    FEW,
    max_examples=300,
    derandomize=settings.default.derandomize,
    phases=(Phase.generate, Phase.shrink),
)
