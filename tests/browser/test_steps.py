"""Steps that can be ticked off: kept on the device, and forgotten on demand."""

import pytest
from playwright.sync_api import expect

PAGE = "start/"


@pytest.fixture
def steps(base, browser):
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(base + PAGE)
    yield page
    context.close()


def test_ticks_stay_after_coming_back_and_go_on_demand(steps):
    boxes = steps.locator(".step-tick input")
    expect(boxes).to_have_count(5)
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(steps.locator(".step-note")).to_contain_text("这一页做完 2 / 5")
    steps.reload()
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    boxes.nth(0).uncheck()
    steps.reload()
    expect(steps.locator(".step-note")).to_contain_text("这一页做完 1 / 5")
    steps.get_by_role("button", name="清掉所有勾").click()
    expect(boxes.nth(2)).not_to_be_checked()
    assert steps.evaluate("localStorage.getItem('steps')") is None


def test_a_second_tab_follows(steps):
    other = steps.context.new_page()
    other.goto(steps.url)
    steps.locator(".step-tick input").first.check()
    expect(other.locator(".step-tick input").first).to_be_checked()


def test_where_nothing_can_be_kept_the_page_says_so(base, browser):
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda e: errors.append(e))
    page.goto(base + PAGE)
    page.locator(".step-tick input").first.check()
    expect(page.locator(".step-note")).to_contain_text("这个浏览器不让记")
    assert errors == []
    context.close()


def test_whatever_was_stored_the_steps_can_be_ticked(steps):
    # What else may stand there: tests/unit/test_store.py.
    steps.evaluate("localStorage.setItem('steps', '{\"start-x\":[1],')")
    steps.reload()
    steps.locator(".step-tick input").first.check()
    expect(steps.locator(".step-note")).to_contain_text("这一页做完 1 / 5")


def test_without_script_there_are_no_boxes(base, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + PAGE)
    expect(page.locator(".step-tick")).to_have_count(0)
    expect(page.locator("h2.step")).to_have_count(5)
    context.close()
