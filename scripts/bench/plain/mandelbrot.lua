-- The Mandelbrot set on 256×256 points, at most 100 iterations each: how many points stay inside.
local function inside(size, limit)
  local count = 0
  for row = 0, size - 1 do
    local ci = 2 * row / size - 1
    for column = 0, size - 1 do
      local cr = 3 * column / size - 2
      local zr, zi, steps = 0.0, 0.0, 0
      while steps < limit and zr * zr + zi * zi <= 4 do
        zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        steps = steps + 1
      end
      if steps == limit then count = count + 1 end
    end
  end
  return count
end

print(inside(256, 100))
