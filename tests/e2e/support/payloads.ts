// Texts that break careless programs: markup that would run, templates, control and direction characters, things too long.
// Every one that could run calls `alert` or sets `window.__x`, so that a journey can tell.

/** Payloads by what they try. */
export const PAYLOADS: Record<string, string> = {
  'a script': '<script>window.__x=1</script>',
  'a script in capitals': '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  'a script that closes others': '</script><script>alert(1)</script>',
  'an image that fails': '<img src=x onerror=alert(1)>',
  'an image without quotes': '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  'an image of elsewhere': '<img src="//evil.example/p.png">',
  'an attribute that ends': '"><img src=x onerror=window.__x=2>',
  'an attribute in single quotes': "' onmouseover='alert(1)' x='",
  'a text field that ends': '</textarea><script>window.__x=3</script>',
  'a title that ends': '</title><svg onload=alert(1)>',
  'svg that loads': '<svg onload=alert(1)>',
  'svg with a script': '<svg><script>window.__x=4</script></svg>',
  'svg that animates': '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  'math and style': '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  'a details that toggles': '<details open ontoggle=alert(1)>',
  'a body that loads': '<body onload=alert(1)>',
  'a field that focuses': '<input autofocus onfocus=alert(1)>',
  'a frame': '<iframe src="javascript:alert(1)"></iframe>',
  'a frame with a page': '<iframe srcdoc="<script>parent.__x=5</script>"></iframe>',
  'an object': '<object data="javascript:alert(1)"></object>',
  'an embed': '<embed src="data:text/html,<script>alert(1)</script>">',
  'a link that runs': '<a href="javascript:alert(1)">click</a>',
  'a bare link that runs': 'javascript:alert(document.domain)',
  'a link with a tab': 'java\tscript:alert(1)',
  'a data address': 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'a form': '<form action="https://evil.example"><button formaction="javascript:alert(1)">x</button></form>',
  'a base': '<base href="https://evil.example/">',
  'a refresh': '<meta http-equiv=refresh content="0;url=https://evil.example">',
  'a style': '<style>*{display:none!important}</style>',
  'an inline style': '<b style="position:fixed;inset:0;background:red">x</b>',
  'an imported style': '<link rel=stylesheet href=//evil.example/x.css>',
  'a template in braces': '{{constructor.constructor("window.__x=6")()}}',
  'a template with a dollar': '${window.__x=7}#{7*7}<%= 7*7 %>',
  'a comment that breaks': '<!--><img src=x onerror=alert(1)>-->',
  'character data': '<![CDATA[<script>alert(1)</script>]]>',
  'entities': '&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;img&#x3e; &amp;amp;',
  'percent signs': '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  'a foreign object': '<svg><foreignObject><iframe onload=alert(1)></foreignObject></svg>',
  'a shadow': '<template shadowrootmode=open><script>window.__x=8</script></template>',
  'a right-to-left override': 'invoice\u202Efdp.exe',
  'isolates left open': '\u2067\u2066\u202B unclosed, and all after it',
  'letters with many marks': `Z\u0351\u036B\u0343a${'\u0300\u0301\u0302\u0303\u0316\u0317'.repeat(30)}lgo`,
  'emoji in families': '👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚀',
  'invisible characters': 'in\u200Bvis\u200Dible\u2060 \uFEFFtext',
  'one unbroken word': 'W'.repeat(400),
  'a prototype': '__proto__',
  'a quotation of SQL': "Robert'); DROP TABLE messages;--",
  'json inside': '{"t":"reset"}',
  'new lines and tabs': 'first line\nsecond line\n\n\tindented',
};

/** What only a provider can send: the server has to take the control characters out. */
export const FROM_OUTSIDE: Record<string, string> = {
  'a NUL': 'before\u0000after',
  'terminal codes': '\u001b[31mred\u001b[0m \u0007bell',
  'a very long word': 'L'.repeat(10_000),
};

/** A text as the server keeps it: without control characters but line feeds and tabs, and without space around it. */
export function kept(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '').trim();
}

/** A name as the server keeps it: on one line, at most 200 characters. White space is what Unicode calls so. */
export function keptName(text: string): string {
  const words = text.split(/\p{White_Space}+/u).filter((word) => word !== '');
  const line = words.join(' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
  return [...line].slice(0, 200).join('');
}
