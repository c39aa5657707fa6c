// Put before Material's search worker by scripts/postbuild.py. Its index matches the beginnings of words;
// a short Chinese query shall find their ends too: 卡 also finds 信用卡.
addEventListener('message', ({ data: message }) => {
  const QUERY = 2; // Material's message type
  if (message.type !== QUERY) return;
  message.data = message.data.replace(/[\u4e00-\u9fff]+/g, (word) => (word.length < 4 ? `${word} *${word}` : word));
});
