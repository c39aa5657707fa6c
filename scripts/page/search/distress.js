// Whoever asks like this needs a person before a page: where help is comes first, with its number, whatever else is
// found, in the site's search and in the one file's.

const DISTRESS = new RegExp(
  '自杀|自尽|轻生|寻死|寻短见|想不开|想死|想去死|去死|怎么死|死不痛|死了算|不如死|想活|不活|活不|活下去|没法活|' +
    '活够|活腻|活着没|活着累|结束生命|了结自己|绝路|遗书|遗言|自残|自伤|割腕|跳楼|跳河|跳江|跳桥|上吊|烧炭|卧轨|' +
    '安眠药|农药|救命|抑郁|忧郁|焦虑|恐慌|崩溃|绝望|撑不住|撑不下|扛不住|扛不下|熬不下|熬不住|坚持不下|失眠|' +
    '睡不着|睡不好|害怕|心慌|心理|压力|难受|情绪|想哭|zisha|yiyu|xiangsi|shimian',
  'i',
);

/** @param {string} question */
export const isDistress = (question) => DISTRESS.test(question.replace(/\s+/g, ''));
