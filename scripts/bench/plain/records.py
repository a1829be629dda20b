"""100,000 records made, changed, chosen and added up by group."""


class Person:
    def __init__(self, id, name, score, group):
        self.id = id
        self.name = name
        self.score = score
        self.group = group


people = []
for i in range(100_000):
    people.append(Person(i, f"name {i % 1000}", i * 7919 % 10_007, f"g{i % 10}"))
for person in people:
    if person.score > 5000:
        person.score -= 5000
totals = {}
counts = {}
for person in people:
    group = person.group
    if group not in totals:
        totals[group] = 0
        counts[group] = 0
    totals[group] += person.score
    counts[group] += 1
best = list(filter(lambda person: person.score > 4990, people))
names = {}
for person in best:
    names[person.name] = person.id
print(totals["g3"], counts["g7"], len(best), best[0].name, len(names))
