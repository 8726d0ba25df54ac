"""How healthy an Application is in the eyes of the one that made it, which waits for it between two
waves.

Argo CD 1.8 took this check away, and without it a parent waits for nothing
(docs/operator-manual/health.md). The check of the handbook passes on what the Application says of
itself. One that was never synced says `Missing`; where a person starts each sync, or a window has
to open first, that may last for weeks, and as long the parent would apply no other commit: not even
that of another team. So nobody waits for those.
"""

WINDOW = "window"
"""The name under which an Application shows that it is synced in a window only: what a project says
of its Applications, a check of one cannot see."""

HEALTH = f"""\
local health = {{status = "Progressing", message = ""}}
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status or health.status
  health.message = obj.status.health.message or health.message
end
local waits = obj.spec.syncPolicy == nil or obj.spec.syncPolicy.automated == nil
for _, shown in ipairs(obj.spec.info or {{}}) do
  waits = waits or shown.name == "{WINDOW}"
end
if waits and health.status == "Missing" then
  health.status = "Healthy"
  health.message = "nobody waits for its first sync: a person or a window starts it"
end
return health
"""
