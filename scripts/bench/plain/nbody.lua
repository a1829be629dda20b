-- Five bodies under gravity, 50,000 steps of 0.01 days: the energy of the system at the end.
local SOLAR = 4 * math.pi ^ 2
local DAYS = 365.24

local function body(x, y, z, vx, vy, vz, mass)
  return {x = x, y = y, z = z, vx = vx * DAYS, vy = vy * DAYS, vz = vz * DAYS, mass = mass * SOLAR}
end

local bodies = {
  body(0, 0, 0, 0, 0, 0, 1),
  body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694,
    0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411192,
    0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
  body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618,
    0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322,
    0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
}

local function advance(bodies, dt, steps)
  local n = #bodies
  for step = 1, steps do
    for i = 1, n do
      local a = bodies[i]
      for j = i + 1, n do
        local b = bodies[j]
        local dx = a.x - b.x
        local dy = a.y - b.y
        local dz = a.z - b.z
        local square = dx * dx + dy * dy + dz * dz
        local scale = dt / (square * square ^ 0.5)
        a.vx = a.vx - dx * b.mass * scale
        a.vy = a.vy - dy * b.mass * scale
        a.vz = a.vz - dz * b.mass * scale
        b.vx = b.vx + dx * a.mass * scale
        b.vy = b.vy + dy * a.mass * scale
        b.vz = b.vz + dz * a.mass * scale
      end
    end
    for _, a in ipairs(bodies) do
      a.x = a.x + dt * a.vx
      a.y = a.y + dt * a.vy
      a.z = a.z + dt * a.vz
    end
  end
end

local function energy(bodies)
  local e = 0
  local n = #bodies
  for i = 1, n do
    local a = bodies[i]
    e = e + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
    for j = i + 1, n do
      local b = bodies[j]
      local dx = a.x - b.x
      local dy = a.y - b.y
      local dz = a.z - b.z
      e = e - a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ^ 0.5
    end
  end
  return e
end

advance(bodies, 0.01, 50000)
print(string.format("%.9f", energy(bodies)))
