/** The one style sheet: follows the system's theme, and folds for narrow screens. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#fff;--panel:#f6f8fa;--text:#1f2328;--dim:#59636e;--line:#d1d9e0;--link:#0550ae;
--ok:#1a7f37;--bad:#c62828;--wait:#8a5a00;--merged:#7b3fc4;--add:#dafbe1;--del:#ffebe9;--btn:#1a7f37;--focus:#0969da}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--panel:#161b22;--text:#e6edf3;--dim:#9ba5b0;--line:#343b44;
--link:#6cb6ff;--ok:#4cc76a;--bad:#ff8a80;--wait:#e3b341;--merged:#c297ff;--add:#12361f;--del:#461a1d;--btn:#1f7a35;--focus:#6cb6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
header.site{background:var(--panel);border-bottom:1px solid var(--line)}
header.site>div,main,.note>div{max-width:1180px;margin:0 auto;padding:10px 20px}
header.site>div{display:flex;gap:12px;align-items:center;flex-wrap:wrap}
header.site .brand{font-weight:650;color:var(--text)}header.site form,header.site .who{margin-left:auto}
.note{border-bottom:1px solid var(--line);color:var(--dim);font-size:13px}.note>div{padding:6px 20px}
h1{font-size:22px;line-height:1.3;margin:14px 0 6px;overflow-wrap:anywhere}h2{font-size:17px;margin:22px 0 8px}
h1 .num{color:var(--dim);font-weight:400}
nav.tabs{display:flex;gap:4px;border-bottom:1px solid var(--line);margin:12px 0 16px;flex-wrap:wrap}
nav.tabs a{padding:8px 12px;color:var(--text);border-bottom:2px solid transparent}
nav.tabs a[aria-current]{border-color:var(--focus);font-weight:600}
.panel{border:1px solid var(--line);border-radius:8px;margin:0 0 16px;overflow:hidden;background:var(--bg)}
.panel>.head{background:var(--panel);padding:8px 14px;border-bottom:1px solid var(--line);font-size:14px;overflow-wrap:anywhere}
.panel>.body{padding:10px 14px}.panel ul.rows{margin:0}
ul.rows{list-style:none;margin:0 0 16px;padding:0}ul.rows>li{padding:9px 14px;border-top:1px solid var(--line);display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}
ul.rows>li:first-child{border-top:0}ul.rows .grow{flex:1 1 220px;min-width:0;overflow-wrap:anywhere}
.dim{color:var(--dim);font-size:13px}.mono,code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:12.5px}
.badge{display:inline-block;border:1px solid currentColor;border-radius:20px;padding:1px 10px;font-size:13px;font-weight:600;white-space:nowrap}
.open,.success{color:var(--ok)}.closed,.failure{color:var(--bad)}.merged{color:var(--merged)}.pending,.draft{color:var(--wait)}
.label{border:1px solid var(--line);border-radius:20px;padding:0 8px;font-size:12px;background:var(--panel)}
button,.button{font:inherit;font-weight:600;padding:6px 14px;border-radius:6px;border:1px solid var(--line);background:var(--panel);color:var(--text);cursor:pointer}
button.primary{background:var(--btn);border-color:var(--btn);color:#fff}
button:disabled{cursor:not-allowed;opacity:.6}
textarea,select,input[type=text]{font:inherit;width:100%;padding:8px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:var(--text)}
select{width:auto;max-width:100%}textarea{min-height:84px;display:block}
.actions{display:flex;gap:8px;flex-wrap:wrap;align-items:center;margin-top:10px}
.alert{border:1px solid var(--bad);border-left-width:5px;border-radius:6px;padding:10px 14px;margin:14px 0}
.alert.good{border-color:var(--ok)}
.markdown{overflow-wrap:anywhere}.markdown>:first-child{margin-top:0}.markdown>:last-child{margin-bottom:0}
.markdown pre,pre.file{background:var(--panel);padding:10px;border-radius:6px;overflow:auto}.markdown img{max-width:100%}
.markdown table,.markdown th,.markdown td{border:1px solid var(--line);border-collapse:collapse;padding:4px 8px}
.scroll{overflow-x:auto}table.code{border-collapse:collapse;width:100%;font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:12.5px;line-height:1.55}
table.code td{padding:0 8px;white-space:pre;vertical-align:top}table.code td.n{color:var(--dim);text-align:right;user-select:none;width:1%;border-right:1px solid var(--line)}
table.code tr.add td{background:var(--add)}table.code tr.del td{background:var(--del)}table.code tr.hunk td{background:var(--panel);color:var(--dim)}
.plus{color:var(--ok)}.minus{color:var(--bad)}
.cols{display:grid;grid-template-columns:minmax(0,1fr) 280px;gap:24px}.cols aside h2{font-size:14px;margin-top:0}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:12px;padding:0;list-style:none}
.people button{width:100%;text-align:left;padding:12px 14px}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:6px}
@media(max-width:800px){.cols{grid-template-columns:minmax(0,1fr)}header.site>div,main,.note>div{padding-left:12px;padding-right:12px}h1{font-size:19px}}
`;
