"""Questions in the language of the notes, in scripts with and without blanks between words."""

from __future__ import annotations

import pytest

from askcloud.answering.ask import ask

NOTES = {
    "penicillin": """# 青霉素的发现

青霉素由亚历山大·弗莱明于1928年在伦敦发现 [00:00:10]。
它在第二次世界大战中拯救了数百万士兵的生命 [00:00:40]。
""",
    "wall": """# 长城的历史

长城全长约两万一千公里，穿过十五个省 [00:00:12]。
明朝的工匠使用糯米灰浆来加固砖块 [00:02:05]。
""",
    "ramen": """# ラーメンの歴史

インスタントラーメンは1958年に安藤百福が発明しました [00:00:20]。
博多では豚骨スープを十二時間煮込みます [00:01:45]。
""",
    "bangkok": """# อาหารไทย

ต้มยำกุ้งใช้ตะไคร้ ข่า และใบมะกรูด [00:00:15]

กรุงเทพก่อตั้งขึ้นในปี 1782 โดยพระพุทธยอดฟ้า [00:00:50]
""",
    "hangul": """# 한글의 역사

한글은 1443년에 세종대왕이 만들었습니다 [00:00:15].
서울의 인구는 약 천만 명입니다 [00:00:50].
""",
    "cider": """# Apfelwein

Im Keller dient das Fass aus Eiche zum Reifen, denn durch das Holz kommt etwas Luft [00:00:45].
Gekeltert wird im Oktober [00:01:20].
""",
    "rye": """# Хлеб

Ржаной хлеб пекут на закваске, потому что дрожжи не поднимают ржаное тесто [00:00:30].
Первую паровую мельницу построили в Петербурге в 1818 году [00:02:10].
""",
    "olives": """# Ελιές

Οι ελιές μαζεύονται τον Νοέμβριο, πριν πέσουν οι παγετοί [00:00:20].
Το λάδι κρατιέται σε σκοτεινά δοχεία γιατί το φως το χαλάει [00:01:30].
""",
    "coffee": """# القهوة

وصلت القهوة إلى إسطنبول في القرن السادس عشر من اليمن [00:00:25].
تحمص الحبوب ببطء لأن الحرارة العالية تحرقها [00:01:15].
""",
    "tea": """# चाय

असम में चाय की खेती 1837 में शुरू हुई [00:00:35].
चाय की पत्तियाँ सुबह तोड़ी जाती हैं क्योंकि दोपहर की धूप उन्हें सुखा देती है [00:01:40].
""",
}
ANSWERED = {
    "谁发现了青霉素？": "青霉素由亚历山大",
    "长城有多长？": "长城全长约两万一千公里",
    "明朝工匠用什么加固砖块？": "明朝的工匠使用糯米灰浆",
    "誰がインスタントラーメンを発明しましたか": "インスタントラーメンは1958年",
    "豚骨スープは何時間煮込みますか": "博多では豚骨スープを十二時間",
    "กรุงเทพก่อตั้งเมื่อไร": "กรุงเทพก่อตั้งขึ้นในปี 1782",
    "한글은 누가 만들었습니까?": "한글은 1443년에",
    "서울의 인구는 얼마입니까?": "서울의 인구는 약 천만",
    "Wozu dient das Fass aus Eiche?": "Im Keller dient das Fass",
    "Wann wird gekeltert?": "Gekeltert wird im Oktober",
    "Почему ржаной хлеб пекут на закваске?": "Ржаной хлеб пекут на закваске",
    "Когда построили первую паровую мельницу?": "Первую паровую мельницу построили",
    "Πότε μαζεύονται οι ελιές;": "Οι ελιές μαζεύονται",
    "Γιατί κρατιέται το λάδι σε σκοτεινά δοχεία;": "Το λάδι κρατιέται",
    "متى وصلت القهوة إلى إسطنبول؟": "وصلت القهوة إلى إسطنبول",
    "असम में चाय की खेती कब शुरू हुई?": "असम में चाय की खेती 1837",
}
REFUSED = {
    "雷克雅未克的人口是多少？": "雷克雅未克",
    "黑洞是怎么形成的": "黑洞",
    "火星に水はありますか": "火星",
    "ดาวอังคารมีน้ำไหม": "ดาว",
    "부산의 바다는 어떻습니까?": "부산",
    "Wer gründete Reykjavik?": " mentions “gründete” or “Reykjavik”.",
    "Кто открыл кольца Сатурна?": "Сатурна",
    "Πόσα φεγγάρια έχει ο Άρης;": "φεγγάρια",
    "كم عدد أقمار المريخ؟": "المريخ",
    "शनि ग्रह के कितने चंद्रमा हैं?": "शनि",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """An index over notes in ten languages, each about a video of its own."""
    notes = {f"{name}.md": f"---\nvideoId: {name:_<11}\n---\n\n{text}" for name, text in NOTES.items()}
    vault = make_vault(notes)
    vault.update()
    with vault.index() as opened:
        yield opened


@pytest.mark.parametrize(("question", "opening"), ANSWERED.items(), ids=range(len(ANSWERED)))
def test_question_is_answered_in_its_language(index, question, opening):
    """The claim that answers comes first, whatever the script, and no question word counts as lacking."""
    found = ask(index, question)

    assert found.answered, found.reason
    assert found.evidence[0].quote.startswith(opening)


@pytest.mark.parametrize(("question", "missing"), REFUSED.items(), ids=range(len(REFUSED)))
def test_question_that_the_notes_do_not_answer_is_refused(index, question, missing):
    """The answer says no, and names what no note mentions as it was typed: no pairs of letters."""
    found = ask(index, question)

    assert not found.answered
    assert missing in found.reason
