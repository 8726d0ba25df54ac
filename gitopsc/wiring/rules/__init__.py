"""One file, one truth. The order here is the order of complaints."""

from gitopsc.wiring.rules import (
    acyclic_needs,
    acyclic_promotion,
    agents_with_effect,
    agreeing_teams,
    apps_run_somewhere,
    base_beside_overlay,
    distinct_addresses,
    distinct_paths,
    distinct_projects,
    encrypted_secrets,
    first_versions_in_range,
    fixed_versions,
    given_clusters,
    given_namespaces,
    image_tags,
    infra_has_rights,
    made_namespaces,
    namespaces_by_hand,
    needs_within_reach,
    one_home,
    one_origin_of_config,
    own_namespace,
    own_operators,
    reachable_scopes,
    readable_ranges,
    renderable,
    rendered_apart,
    rights_out_of_reach,
    running_images,
    separate_wiring,
    service_names,
    short_names,
    tenants_beside_overlays,
    unique_names,
    used_declarations,
    version_apart,
    words_with_effect,
)

OF_DECLARATIONS = (
    acyclic_promotion.check,
    acyclic_needs.check,
    given_clusters.check,
    infra_has_rights.check,
    own_operators.check,
    apps_run_somewhere.check,
    reachable_scopes.check,
    rights_out_of_reach.check,
    renderable.check,
    one_origin_of_config.check,
    fixed_versions.check,
    image_tags.check,
    readable_ranges.check,
    agents_with_effect.check,
)
"""Checked before anything is built; the builders rely on them."""

OF_UNITS = (
    unique_names.check,
    own_namespace.check,
    given_namespaces.check,
    distinct_paths.check,
    base_beside_overlay.check,
    version_apart.check,
    rendered_apart.check,
    running_images.check,
    service_names.check,
    encrypted_secrets.check,
    one_home.check,
    separate_wiring.check,
    needs_within_reach.check,
    distinct_projects.check,
    agreeing_teams.check,
    words_with_effect.check,
)

OF_NAMES = (
    short_names.check,
    made_namespaces.check,
    namespaces_by_hand.check,
)
OF_TENANTS = tenants_beside_overlays.check
OF_MOVERS = first_versions_in_range.check
OF_PLANS = distinct_addresses.check
AT_THE_END = used_declarations.check
