"""The Mandelbrot set on 256×256 points, at most 100 iterations each: how many points stay inside."""


def inside(size, limit):
    count = 0
    for row in range(size):
        ci = 2 * row / size - 1
        for column in range(size):
            cr = 3 * column / size - 2
            zr = zi = 0.0
            steps = 0
            while steps < limit and zr * zr + zi * zi <= 4:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                steps += 1
            if steps == limit:
                count += 1
    return count


print(inside(256, 100))
