"""Scores computed a second time, in the plainest way, from the rows alone: a clerk with a calendar and a pencil.

Shares no code with the product: own names, own way (unit by unit, not matter by matter), days counted one by one.
"""

from datetime import timedelta


def weekdays(start, end):
    if start > end:
        return -weekdays(end, start)
    count = 0
    while start < end:
        start += timedelta(1)
        count += start.isoweekday() <= 5
    return count


def plain_scores(image, today):
    """Return {unit: (bonus, deduction, proposed, matters)}."""
    rows = {name: [row.values for row in image[name]] for name in image.tables}
    rules = {rule["rule_no"]: rule for rule in rows["rules"]}
    return {unit["unit"]: one_unit(unit["unit"], rows, rules, today) for unit in rows["units"]}


def one_unit(unit, rows, rules, today):
    mine = [m for m in rows["matters"] if role(unit, m) and m.get("stage") != "撤销"]
    marks = []
    for m in mine:
        if m.get("stage") == "挂起":
            continue
        share = 1 if role(unit, m) == "牵头" else rules["S04"]["points"]
        for number, points, day in happenings(unit, m, rows, rules, today):
            marks.append([number, m["matter_id"], points * share, sure(rules[number]), day])
    dead = {m["matter_id"] for m in rows["matters"] if m.get("stage") in ("撤销", "挂起")}
    hand = [h for h in rows["manual_points"] if h["unit"] == unit and h.get("matter_id") not in dead]
    for mark in marks:
        signs = [h for h in hand if h["rule_no"] == mark[0] and h.get("matter_id") == mark[1] and h.get("confirmed_by")]
        mark[3] = mark[3] or bool(signs)
    for h in hand:
        rule = rules[h["rule_no"]]
        if rule["mode"] in ("人工", "人工两人"):
            a, b = h.get("entered_by"), h.get("confirmed_by")
            ok = bool(a) if rule["mode"] == "人工" else bool(a and b and a != b)
            marks.append([h["rule_no"], h.get("matter_id"), rule["points"] * h.get("times", 1), ok, h["happened_on"]])
    if len(mine) <= rules["S02"]["upper"]:
        for mark in marks:
            mark[2] *= rules["S02"]["points"] if mark[2] < 0 else 1
    for number in ("W01", "W01-2"):
        if rules[number]["lower"] <= len(mine) <= rules[number].get("upper", 10**9):
            marks.append([number, None, rules[number]["points"], True, today])
    marks.sort(key=lambda mark: (not mark[3], mark[4], mark[0]))
    trim(marks, lambda k: (k[0][:3], k[1]) if rules[k[0]].get("cap_scope") == "单件" else None, rules)
    ceiling = rules["K03"]["cap"]
    auto = [k for k in marks if k[1] and k[2] < 0 and rules[k[0]]["mode"] in ("自动", "自动建议")]
    for matter_id in {k[1] for k in auto}:
        left = ceiling
        for k in (k for k in auto if k[1] == matter_id):
            k[2] = max(k[2], left)
            left -= k[2]
    trim(marks, lambda k: k[0][:3] if rules[k[0]].get("cap_scope") == "全年" else None, rules)
    bonus = sum(k[2] for k in marks if k[3] and k[2] > 0)
    deduction = -sum(k[2] for k in marks if k[3] and k[2] < 0)
    return bonus, deduction, sum(k[2] for k in marks if not k[3]), len(mine)


def trim(marks, group_of, rules):
    spent = {}
    for k in marks:
        group = group_of(k)
        if group is None:
            continue
        room = rules[k[0]]["cap"] - spent.get(group, 0)
        if abs(k[2]) > abs(room):
            k[2] = room
        spent[group] = spent.get(group, 0) + k[2]


def role(unit, m):
    if m["lead_unit"] == unit:
        return "牵头"
    return "协办" if unit in (m.get("joint_units") or "").split("、") else None


def sure(rule):
    return rule["mode"] == "自动"


def happenings(unit, m, rows, rules, today):
    due, done = m.get("adjusted_due") or m.get("due"), m.get("done_on") if m["stage"] == "办结" else None
    if due:
        late = weekdays(due, done or today)
        for number in ("K01", "K02", "K03"):
            fits = rules[number]["lower"] <= late <= rules[number].get("upper", 10**9)
            if fits and (done or number == "K03"):
                yield number, rules[number]["points"], done or today
        if done and (due - done).days >= rules["J01"]["lower"]:
            yield "J01", rules["J01"]["points"], done
    for p in rows["proposals"]:
        if p["matter_id"] == m["matter_id"] and p.get("result_satisfaction") == "不满意":
            yield "K10", rules["K10"]["points"], p["opinion_back_on"]
    own = [f for f in rows["feedback"] if (f["matter_id"], f["unit"]) == (m["matter_id"], unit)]
    yield from about_answers(unit, m, own, rules, today, done)
    yield from about_urges(unit, m, own, rows, rules, today, done)


def about_answers(unit, m, own, rules, today, done):
    own = sorted(own, key=lambda f: f["received_on"])
    least, first = rules["K04"]["lower"], m.get("feedback_due")
    owes = first and not m.get("secrecy") and m["lead_unit"] == unit
    good = [place for place, f in enumerate(own) if f["state"] == "接受"]
    late = [(weekdays(f["due_on"], f["received_on"]), f["received_on"]) for f in own]
    if owes and not good:
        late.append((weekdays(first, done or today), first))
    elif owes:
        heard = own[good[0]]["received_on"]
        early_end = done and done < heard
        as_first = (weekdays(first, done if early_end else heard), first if early_end else heard)
        if as_first[0] > late[good[0]][0]:
            late[good[0]] = as_first
    for days, day in late:
        if days >= least:
            yield "K04", rules["K04"]["points"], day
    back = 0
    for f in own:
        if f["state"] == "退回":
            back += 1
            yield "K06", rules["K06"]["points" if back == 1 else "points_next"], f["received_on"]


def about_urges(unit, m, own, rows, rules, today, done):
    urges = [u for u in rows["urges"] if u["matter_id"] == m["matter_id"] and (u.get("unit") or m["lead_unit"]) == unit]
    urges.sort(key=lambda u: u["urged_on"])
    for place, u in enumerate(urges):
        end = min([v["urged_on"] for v in urges[place + 1 : place + 2]] + [done or today])
        heard = [f for f in own if u["urged_on"] <= f["received_on"] <= end]
        if u["level"] != "提醒" and not heard and end > u["urged_on"] and not m.get("secrecy"):
            yield "K05", rules["K05"]["points"], u["urged_on"]
        card = {"黄单": "K09", "红单": "K09-2"}.get(u["level"])
        if card:
            yield card, rules[card]["points"], u["urged_on"]
