-- 300,000 times: defaults, arguments by name, a method, a function made by a function.
local function line(given)
  return (given.slope or 2) * given.x + (given.shift or 1)
end

local Account = {}
Account.__index = Account
Account.__call = function(self, x) return self.balance + x end

function Account.new(start) return setmetatable({balance = start}, Account) end

function Account:with_interest(rate, years) return self.balance * (1 + rate * (years or 1)) end

local function adder(n) return function(x) return x + n end end

local function run(rounds)
  local account = Account.new(100)
  local total = 0
  for i = 1, rounds do
    total = total + line{x = i} + line{x = i, slope = 3} + line{shift = 4, x = i}
    total = total + account:with_interest(0.5) + account:with_interest(0.25, 2)
    total = total + account(i)
    local add = adder(i % 7)
    total = total + add(1)
  end
  return total
end

print(math.tointeger(run(300000)))
