"""What a line of the reader's own must not hold in a letter to the lender.

Only what harms is refused: a promise or an admission in the writer's own name, sums of money, what tells who somebody
is, and the words of those who sell such letters. The same words in somebody else's mouth are ordinary reasons:
老板承诺的工资一直没有发, 单位不承认是工伤. A line is refused, never cleaned: what is sent must be what was written.
"""

import re

FIGURE = "金额请填在专门的格子里，核对过、打了勾才写进信里。这一句只说发生了什么"
LONG = "这里有一长串数字。电话、证件号、银行卡号都不用写，对方查得到你的账户；写出来只会多一个人知道"
PERSON = "姓名、电话、证件号、住址都不用写，要填的空信里已经留好了。这一句只说发生了什么"
BLANK = "【】留给要你自己填的空，这一句里请不要用"


def _harms(said: str) -> str:
    return f"“{said}”这样的话，写进信里会对你不利，或者被当成代办的人。换一种说法，只说发生了什么"


_NUMERAL = "零〇一二两三四五六七八九十百千万亿半几"
# Words that a count of something other than money ends in: 180 天, 3 千多公里.
_MEASURE = (
    "天|日|号|周|星期|礼拜|个|年|岁|代|届|人|名|口|位|户|家|公里|里|米|厘米|平|亩|斤|公斤|吨|度|次|回|遍|趟|路|层|楼|室|床|"
    "小时|分钟|点|秒|份|页|张|头|只|台|辆|把|种|班|级|分|步|字|例|公分|kg|km"
)
_OTHER_THAN_MONEY = rf"(?!\s*(?:[多余来几]|左右|以上)?\s*(?:{_MEASURE}))"
# A day, numbers to call and numbers that are words are no sums.
_NO_SUM = re.compile(
    r"(?<![\d-])(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*[日号]?)?(?![\d-])|(?<!\d)(?:19|20)\d\d\s*年|"
    r"(?<!\d)(?:110|119|12[02]|12\d{3}|996|985|211)(?!\d|\s*[元块万千百%％])|十万火急|一千零一"
)
_SUM = re.compile(
    r"\d[\d,，.．]*\s*[多余来]?\s*(?:元|块(?![地田板骨石砖])|[%％])|"
    rf"\d[\d,，.．]*\s*[多余来]?\s*(?:[万千百]|[kKwW](?![a-zA-Z])){_OTHER_THAN_MONEY}|"
    rf"[¥￥$]\s*\d|(?<![\d.])\d{{3,}}(?!\d|\s*[-/]){_OTHER_THAN_MONEY}|"
    rf"[{_NUMERAL}]\s*(?:元|块钱)|[百千万]分之[\d{_NUMERAL}]|"
    rf"(?<![{_NUMERAL}])[一二两三四五六七八九十几半][{_NUMERAL}]*[百千万亿][{_NUMERAL}]*(?![{_NUMERAL}]){_OTHER_THAN_MONEY}"
    r"(?!一|忙|般|分|事|变|化|全)"
)
_LONG_NUMBER = re.compile(r"(?:[\d零〇一二三四五六七八九幺①-⑨](?:[^\w]|_)*){6,}")
_ADDRESS = re.compile(r"[^\s@＠]+[@＠][^\s@＠]+\.[^\s@＠]+")
# Letters and figures only are compared, so that blanks between them change nothing.
_PERSON = re.compile(
    r"(?:我|本人|孩子|女儿|儿子|爱人|妻子|丈夫|老婆|老公|父亲|母亲|爸爸|妈妈|爸|妈)(?:的?名字)?(?:是?叫做?|名叫)"
    r"(?![了来过不到去醒停出我他她它你人医救车外])|姓名是|姓名[为叫]|"
    r"(?:身份证|证件|手机|电话|银行卡|卡|账|帐|微信|QQ)(?:号码|号)?(?:是|为)?[0-9A-Za-z零〇一二三四五六七八九幺]{3,}|"
    r"(?:家住|住址是?|地址是?|住在).{0,14}(?:路|街|弄|巷|小区|花园|栋|单元|室|门牌)|门牌号?[0-9]",
    re.I,
)
_AGENTS = re.compile(
    r"停息挂[账帐]|征信修复|修复征信|征信洗白|洗白|债务清零|债务优化|反催收|内部渠道|成功上岸|"
    r"(?<!公司)法务(?!部)|第[零〇一二三四五六七八九十百\d]{1,5}条|不可抗力|"
    "我不用还|随便你们告|有种就?告"
)
_CHEATED = re.compile("骗|上当|冒充|假的|名义")
_NOW = (
    "可以|可|能够|能|会|将|要|愿意|愿|在此|特此|郑重|现在|现|再次|再|也|都|就|今后|以后|从今|(?:下个?|这个?|本)?月[初中底]?之?前?|年底|明年|全部|"
    "今年|尽快|尽量|一定|肯定|绝对|每个?月|按时|按期|努力|想办法|慢慢|马上|立刻|等|发了?工资|拿到钱|有钱|有了钱|后|了"
)
# The writer's own name, or nobody's, in front: 我保证, 保证, 下个月一定. Somebody else's makes it a reason.
_MYSELF = re.compile(rf"^(?:.*?(?:我们|我|本人|自己))?(?:{_NOW})*$|^我?(?:等|只要).*$")
_ADMITS = re.compile("承认|(?:保证|承诺|担保)(?![过金人书的])|发誓|认账|认可|确认欠|确认无误|自愿承担|负责到底")
_PAYS = re.compile(
    r"(?:一定|肯定|必定|绝对|保证|必须)(?:会|能|可以|要)?(?:还(?![我在没有是要不得会能想需好])|结清|付清)|"
    r"砸锅卖铁|绝不(?:赖|拖欠|逃)|如数(?:还|归还|偿还?|付清?)|"
    rf"(?:{_NOW})还(?:清|完|上|款|钱|给你|的$|$)|(?:下个?月|月底|年底|明年|尽快|马上|就)能?(?:结清|付清)"
)
_CLAUSES = re.compile(r"[，。；、,.;:：!！?？\s]+")
_LETTERS = re.compile(r"[\W_]+")


def mistake(line: str) -> str:
    """What is wrong with a line of one's own, in words for the reader; "" where it may stand in a letter."""
    without = _NO_SUM.sub("某", line)
    bare = _LETTERS.sub("", line)
    if _LONG_NUMBER.search(without):
        return LONG
    if _PERSON.search(bare) or _ADDRESS.search(line):
        return PERSON
    if _SUM.search(without):
        return FIGURE
    if (sold := _AGENTS.search(bare)) and not _CHEATED.search(bare):
        return _harms(sold[0])
    if said := _in_my_name(line, bare):
        return _harms(said)
    return BLANK if "【" in line or "】" in line else ""


def _in_my_name(line: str, bare: str) -> str:
    """The words of a promise or an admission that the writer makes; "" where there is none."""
    # The last look is at the whole line without its blanks: 我 承 认.
    for clause in [*(_LETTERS.sub("", part) for part in _CLAUSES.split(line)), bare]:
        if clause.endswith(("全认", "都认")):
            return clause[-2:]
        for words in (_ADMITS, _PAYS):
            for found in words.finditer(clause):
                if _MYSELF.match(clause[: found.start()]):
                    return found[0]
    return ""
