"""The search, asked as people really ask: the right page is among the first three."""

import pytest
from playwright.sync_api import Page, expect

from calculators.kit import facts
from scripts import directives

# A question as typed, and the pages that answer it: any of them will do.
QUESTIONS = {
    "花呗到期不还会怎样": "steps/consequences",
    "花呗还不上会坐牢吗": "rights/court steps/consequences",
    "花呗逾期一天有影响吗": "steps/consequences rights/credit",
    "花呗预期了怎么办": "start steps/consequences steps",
    "逾期了征信保留多久": "rights/credit",
    "花呗上征信吗": "rights/credit",
    "怎么查征信报告": "rights/credit",
    "征信修复是真的吗": "rights/credit rights/scams rights/misused",
    "没钱还花呗怎么办": "steps/take-stock cases/zero-for-now start",
    "没钱还宽怎么办": "steps/take-stock cases/zero-for-now start",
    "花呗欠多少怎么算": "tools/overdue-cost steps/take-stock steps/consequences",
    "花呗逾期利息怎么算": "tools/overdue-cost steps/consequences",
    "每个月能还多少": "tools/affordability steps/take-stock",
    "催收打给家人": "rights/family",
    "催受打给父母怎么办": "rights/family",
    "花呗催收打我电话我不是本人": "rights/family",
    "老公欠花呗老婆要还吗": "rights/family",
    "催收一天打很多电话": "rights/collection",
    "催收晚上打电话违法吗": "rights/collection",
    "催收上门怎么办": "rights/collection",
    "催收威胁我怎么办": "rights/collection rights/help",
    "刚接到催收电话": "start rights/collection",
    "收到法院短信真假": "rights/court",
    "收到支付令怎么办": "rights/court cases/court-papers",
    "被花呗起诉了怎么办": "rights/court cases/court-papers",
    "收到传票可以不去吗": "rights/court",
    "会变成老赖吗": "rights/court",
    "最低还款划算吗": "steps/prevent tools/installment-cost",
    "花呗分期利息多少": "tools/installment-cost steps/prevent",
    "分期手续费年化": "tools/installment-cost",
    "怎么和客服说": "steps/contact tools/request-letter",
    "花呗客服电话": "steps/contact rights/help",
    "协商还款怎么申请": "steps/contact steps tools/request-letter steps/propose",
    "协商还款需要什么材料": "steps/explain",
    "没有失业证明怎么办": "steps/explain",
    "花呗可以分几期还": "steps/propose tools/repayment-plan",
    "客服说只能一次还清": "steps/negotiate",
    "客服不同意分期": "steps/negotiate cases/refused-twice",
    "怎么投诉": "steps/negotiate rights/collection rights/help",
    "方案能不能答应": "tools/plan-check steps/agree",
    "协商成功后又还不上": "steps/agree cases/missed-one",
    "漏了一期怎么办": "cases/missed-one steps/agree",
    "住院了还不上": "cases/hospital",
    "工资降了还不起": "cases/lower-income",
    "好几家一起欠": "cases/several-lenders rights/broke",
    "网贷太多还不起了": "rights/broke cases/several-lenders",
    "代理协商靠谱吗": "rights/scams cases/agent-scam",
    "交了服务费被骗了": "rights/scams cases/agent-scam",
    "停息挂账": "rights/misused rights/scams",
    "信用卡第70条花呗能用吗": "rights/misused",
    "花呗能等三年不还吗": "rights/misused",
    "个人破产": "rights/broke",
    "低保怎么申请": "rights/help cases/zero-for-now",
    "心理压力大想死": "rights/help",
    "还清以后征信": "rights/credit steps/agree",
    "关掉自动扣款": "start steps/prevent",
    "写申请书": "tools/request-letter",
    "答辩期几天": "tools/key-dates rights/court",
    "支付令是什么意思": "about/terms rights/court",
    "这个网站收费吗": "about/privacy",
    "砍头息": "tools/installment-cost",
    "套路贷": "rights/scams",
    "花呗套现": "rights/scams",
    "销户": "steps/prevent",
    "注销花呗": "steps/prevent",
    "怎么注销花呗": "steps/prevent",
    "半夜打电话": "rights/collection",
    "催收半夜打电话": "rights/collection",
    "huabei": "index start steps",
    "cuishou": "rights/collection",
    "zhengxin": "rights/credit",
    "发给朋友": "about/offline about/privacy",
}

# Whoever types one of these is shown first where help is, with the number to ring in the hit itself.
HELP = "rights/help"
DISTRESS = (
    "抑郁", "抑郁症", "自杀", "轻生", "崩溃", "不想活", "不想活了", "失眠", "想死", "跳楼", "割腕", "安眠药",
    "活着没意思", "撑不下去", "绝望", "焦虑", "睡不着", "害怕", "活不下去了怎么办", "想 死", "自残", "心理咨询",
    "压力太大", "我撑不住了", "催收打电话睡不着", "欠花呗睡不着", "催收上门好害怕怎么办", "花呗还不上想跳楼",
    "被起诉了很焦虑", "老公欠债要自杀", "yiyu", "救命",
)  # fmt: skip


@pytest.fixture(scope="module")
def search(base, browser):
    """A page whose search is open and ready."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base)
    page.locator("[data-md-component=search-query]").first.click()
    expect(page.locator(".md-search-result__meta")).not_to_have_text("正在初始化搜索引擎")
    yield page
    context.close()


def pages_found(search: Page, question: str) -> list[str]:
    """The first three pages, by path without slashes at the ends."""
    field = search.locator("[data-md-component=search-query]").first
    field.fill("")
    expect(search.locator(".md-search-result__item")).to_have_count(0)
    field.fill(question)
    first = search.locator(".md-search-result__item")
    expect(first).not_to_have_count(0)
    links = first.evaluate_all("(items) => items.map((item) => item.querySelector('a').href)")
    origin = search.url.split("#")[0].split("?")[0]
    return [link.removeprefix(origin).split("?")[0].split("#")[0].strip("/") or "index" for link in links][:3]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_that_answers_is_among_the_first_three(search, question):
    found = pages_found(search, question)
    assert set(QUESTIONS[question].split()) & set(found), f"{question}: {found}"


@pytest.mark.parametrize("question", DISTRESS)
def test_in_distress_help_comes_first_with_the_number(search, question):
    assert pages_found(search, question)[0] == HELP, question
    hit = search.locator(".md-search-result__item").first.locator("article").first
    expect(hit).to_contain_text("去哪里求助")
    expect(hit).to_contain_text(facts.show("help.mental_line", directives.release_day()))
    expect(hit.get_by_text("心理援助热线")).to_be_in_viewport()


def test_what_else_was_asked_is_still_found(search):
    assert "rights/collection" in pages_found(search, "催收上门好害怕怎么办")
    assert {"rights/court", "cases/court-papers"} & set(pages_found(search, "被起诉了很焦虑怎么办"))


@pytest.mark.parametrize("question", ["花呗分期利息多少", "怎么查征信报告", "生意失败了", "手机号停机"])
def test_who_asks_calmly_is_not_sent_to_the_helpline(search, question):
    assert pages_found(search, question)[0] != HELP


def test_the_index_is_small(site):
    assert (site / "search" / "search_index.json.br").stat().st_size <= 130_000


def test_there_are_enough_questions_and_misspelt_ones_too():
    assert len(QUESTIONS) >= 40
    for wrong in ("预期", "还宽", "催受"):
        assert any(wrong in question for question in QUESTIONS)


FORBIDDEN = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });"""
MISSING = FORBIDDEN.replace("get() { throw new DOMException('blocked', 'SecurityError'); }", "value: null")
DAMAGED = "localStorage.setItem(`${location.pathname}.__palette`, '{');"


@pytest.mark.parametrize("storage", [FORBIDDEN, MISSING, DAMAGED], ids=["forbidden", "missing", "damaged"])
def test_the_search_finds_its_page_where_nothing_kept_can_be_read(base, open_page, storage):
    page = open_page(base, viewport={"width": 1280, "height": 900})
    page.context.add_init_script(storage)
    page.reload()
    page.locator("[data-md-component=search-query]").first.click()
    expect(page.locator(".md-search-result__meta")).not_to_have_text("正在初始化搜索引擎")
    assert "rights/family" in pages_found(page, "催收打给家人")
    page.goto(base + "steps/contact/")  # and no script of any page stops
    page.locator(".step-tick input").first.check()
    expect(page.locator(".step-note")).to_contain_text("勾只记在" if storage == DAMAGED else "不让记")
