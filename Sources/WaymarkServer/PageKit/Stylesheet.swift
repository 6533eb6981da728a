import WaymarkSodium

/// The one stylesheet. Its address carries its hash, so that browsers may keep it for ever.
enum Stylesheet {
    static let bytes = Array(text.utf8)
    static let address = "/assets/waymark-\(Sodium.hexadecimal(Array(Sodium.sha256(bytes).prefix(6)))).css"

    /// A signpost: the mark in the browser's tab.
    static let icon = Array(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b4f6c" \
        d="M14 2h4v3h8l4 4-4 4h-8v2h-8l-4 4 4 4h4v7h-2v2h8v-2h-2V23h-4v-8h-4V5h4z"/></svg>
        """.utf8)

    private static let text = """
        :root{color-scheme:light dark;--ink:#101820;--quiet:#4a5560;--paper:#fff;--panel:#f1f4f6;--line:#9aa5ae;--edge:#5b6770;
        --brand:#0b4f6c;--on-brand:#fff;--link:#0b4f8c;--focus:#ffd21e;--on-focus:#101820;
        --good:#0b6b3a;--good-ground:#e3f4ea;--warn:#7a4a00;--warn-ground:#fff2d6;--bad:#a3160f;--bad-ground:#fdeae8;--calm:#3b4a9c;--calm-ground:#e9ecfb}
        @media(prefers-color-scheme:dark){:root{--ink:#eef2f5;--quiet:#b4bec6;--paper:#12181d;--panel:#1d262d;--line:#55626c;--edge:#8c99a3;
        --brand:#06303f;--on-brand:#fff;--link:#8cc8ff;--good:#7fdca6;--good-ground:#12301f;--warn:#ffcf7a;--warn-ground:#33260c;
        --bad:#ffa39b;--bad-ground:#3a1613;--calm:#b9c3ff;--calm-ground:#1e2547}}
        *,*::before,*::after{box-sizing:border-box}
        html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.1875rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
        .width{max-width:66rem;margin:0 auto;padding:0 1rem}
        .narrow .width{max-width:36rem}
        main{padding:1.25rem 0 3rem;outline:none}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem;overflow-wrap:anywhere}
        h2{font-size:1.375rem;line-height:1.25;margin:2rem 0 .75rem}
        h3{font-size:1.1875rem;margin:1.25rem 0 .5rem}
        p,ul,ol,dl{margin:0 0 1rem}
        ul,ol{padding-left:1.4rem}
        li{margin-bottom:.3rem}
        a{color:var(--link);text-underline-offset:.15em}
        a:hover{text-decoration-thickness:.15em}
        :focus-visible,summary:focus-visible{outline:3px solid var(--focus);outline-offset:0;box-shadow:0 0 0 5px var(--on-focus);border-radius:2px}
        .skip{position:absolute;left:-999rem;background:var(--focus);color:var(--on-focus);padding:.5rem 1rem}
        .skip:focus{left:0;top:0;z-index:2}
        .top{background:var(--brand);color:var(--on-brand)}
        .top .width{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;padding-top:.6rem;padding-bottom:.6rem}
        .top a{color:var(--on-brand);text-decoration:none}
        .top a:hover{text-decoration:underline}
        .brand{font-weight:700;font-size:1.375rem}
        .top ul{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;list-style:none;margin:0;padding:0}
        .top li{margin:0}
        .top li a{display:inline-block;padding:.2rem 0;font-size:1.0625rem}
        .who{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;align-items:baseline;margin-left:auto;font-size:1.0625rem}
        .top button.link{color:var(--on-brand);font-size:1.0625rem}
        .crumbs ol{display:flex;flex-wrap:wrap;list-style:none;padding:0;margin:.75rem 0 0;font-size:1rem}
        .crumbs li:not(:last-child)::after{content:"›";padding:0 .5rem;color:var(--quiet)}
        footer{border-top:1px solid var(--line);color:var(--quiet);font-size:1rem;padding:1rem 0 2rem}
        footer p{margin:0}
        .quiet,.hint{color:var(--quiet)}
        .hint{margin-bottom:.75rem}
        .small{font-size:1rem;overflow-wrap:anywhere}
        .two{display:grid;gap:0 3rem}
        @media(min-width:56rem){.two{grid-template-columns:minmax(0,2fr) minmax(0,1fr)}}
        .aside{border-top:3px solid var(--brand);padding-top:.75rem;font-size:1.0625rem;align-self:start}
        .aside h2{margin-top:.25rem;font-size:1.1875rem}
        form{margin:0}
        fieldset{border:0;margin:0 0 1.25rem;padding:0;min-width:0}
        legend,.question{padding:0;font-weight:700;margin-bottom:.6rem}
        legend h1{margin:0}
        .field{margin-bottom:1.25rem}
        .field>label{display:block;font-weight:700;margin-bottom:.25rem}
        .wrong{border-left:5px solid var(--bad);padding-left:1rem}
        .wrong-says{color:var(--bad);font-weight:700;margin:0 0 .5rem}
        .choice{position:relative;display:flex;min-height:2.75rem;align-items:flex-start;margin-bottom:.4rem}
        .choice input{flex:none;width:1.75rem;height:1.75rem;margin:.3rem .75rem .3rem .25rem;accent-color:var(--brand);cursor:pointer}
        @media(prefers-color-scheme:dark){.choice input{accent-color:var(--link)}}
        .choice label{flex:1;padding:.4rem 0;cursor:pointer}
        .choice>div{flex:1;padding:.4rem 0}
        .choice>div label{display:block;padding:0}
        .or{margin:.6rem 0;color:var(--quiet)}
        input[type=text],input[type=password],input[type=search],input[type=date],select,textarea{font:inherit;color:inherit;background:var(--paper);border:2px solid var(--edge);border-radius:0;padding:.4rem;min-height:2.75rem;width:100%;max-width:30rem}
        input.short{max-width:8rem}
        .button,button{font:inherit;font-weight:700;display:inline-block;background:var(--good);color:#fff;border:0;border-bottom:3px solid #043d20;padding:.55rem 1.1rem;min-height:2.75rem;cursor:pointer;text-decoration:none;margin:0 .75rem .75rem 0}
        @media(prefers-color-scheme:dark){.button,button{background:#14804a}}
        button:hover,.button:hover{filter:brightness(1.12)}
        button.second,.button.second{background:var(--panel);color:var(--ink);border:0;border-bottom:3px solid var(--edge)}
        button.link{background:none;border:0;color:var(--link);text-decoration:underline;font-weight:400;padding:.15rem;margin:0;min-height:1.5rem;text-align:left}
        .summary{border:4px solid var(--bad);padding:1rem;margin-bottom:1.5rem}
        .summary h2{margin:0 0 .5rem}
        .summary ul{list-style:none;padding:0;margin:0}
        .summary a{color:var(--bad);font-weight:700}
        .notice{border-left:6px solid var(--calm);background:var(--calm-ground);padding:.75rem 1rem;margin:1rem 0}
        .notice.bad{border-color:var(--bad);background:var(--bad-ground)}
        .notice.warn{border-color:var(--warn);background:var(--warn-ground)}
        .notice p:last-child{margin:0}
        .alert{border:3px solid var(--bad);background:var(--bad-ground);padding:.75rem 1rem;margin:0 0 1rem}
        .alert p{margin:.25rem 0}
        .alert-word{color:var(--bad);font-weight:700;font-size:1.25rem}
        .maybe{border-style:dashed;border-color:var(--warn);background:var(--warn-ground)}
        .maybe .alert-word{color:var(--warn)}
        .verdict{display:inline-flex;align-items:center;gap:.45rem;font-weight:700;padding:.1rem .6rem .1rem .4rem;border:2px solid currentColor;line-height:1.35}
        .verdict svg{flex:none;width:1.1em;height:1.1em;fill:currentColor}
        .v-refer,.v-waiting{color:var(--good);background:var(--good-ground)}
        .v-signpost{color:var(--calm);background:var(--calm-ground)}
        .v-need{color:var(--warn);background:var(--warn-ground)}
        .v-no{color:var(--quiet);background:var(--panel)}
        .outcome{border:1px solid var(--line);border-left-width:8px;padding:1rem;margin:0 0 1.25rem}
        .o-refer,.o-waiting{border-left-color:var(--good)}
        .o-signpost{border-left-color:var(--calm)}
        .o-need{border-left-color:var(--warn)}
        .outcome h2,.outcome h3{margin:.5rem 0 .35rem;font-size:1.3125rem}
        .first{border-width:3px;border-left-width:12px}
        .contact{background:var(--panel);padding:.75rem 1rem;margin:0 0 1rem}
        .contact dl{margin:0}
        dl.rows{display:grid;grid-template-columns:1fr;margin:0 0 1.5rem}
        dl.rows>div{display:grid;grid-template-columns:minmax(0,1fr);border-bottom:1px solid var(--line);padding:.5rem 0;gap:.1rem 1rem}
        dl.rows dt{font-weight:700}
        dl.rows dd{margin:0;overflow-wrap:anywhere}
        @media(min-width:40rem){dl.rows>div{grid-template-columns:minmax(0,2fr) minmax(0,3fr) minmax(4rem,auto)}}
        details{margin:0 0 .75rem}
        summary{cursor:pointer;color:var(--link);text-decoration:underline;padding:.25rem 0;min-height:2rem}
        details>div,details>ul,details>dl{border-left:4px solid var(--line);padding:.5rem 0 .25rem 1rem}
        .reasons{list-style:none;padding-left:0}
        .reasons li{padding-left:1.7rem;text-indent:-1.7rem}
        .mark{display:inline-block;width:1.7rem;text-indent:0;font-weight:700}
        .good{color:var(--good)}.bad-word{color:var(--bad)}.warn-word{color:var(--warn)}
        .i2{padding-left:1rem}.i4{padding-left:2rem}.i6{padding-left:3rem}.i8{padding-left:4rem}
        @media(max-width:40rem){.i2{padding-left:.4rem}.i4{padding-left:.8rem}.i6{padding-left:1.2rem}.i8{padding-left:1.6rem}}
        .lines p{margin:0 0 .2rem;overflow-wrap:anywhere}
        .states{list-style:none;padding:0;margin:0}
        .states li{display:flex;gap:.5rem;padding:.2rem 0;border-bottom:1px solid var(--line);margin:0}
        .states .state{margin-left:auto;text-align:right;white-space:nowrap;font-weight:700}
        .scroll{overflow-x:auto;margin-bottom:1.5rem}
        table{border-collapse:collapse;width:100%;font-size:1.0625rem}
        caption{text-align:left;font-weight:700;padding-bottom:.5rem}
        th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
        input[type=date]{max-width:12rem}
        .list .tag{font-size:.9375rem}
        dl.rows dd>p,dl.rows dd>ul{margin-bottom:.35rem}
        .matrix{font-size:.9375rem}
        .matrix td{padding:.35rem .4rem;border:1px solid var(--line);min-width:5rem}
        .matrix thead th{padding:.35rem .4rem;vertical-align:bottom}
        .matrix tbody th{position:sticky;left:0;background:var(--paper);min-width:8.5rem;max-width:15rem;padding-right:.5rem;overflow-wrap:anywhere}
        .sign{display:block;font-weight:700;line-height:1.1}
        .tiles{display:block;width:30rem;max-width:100%;height:auto;background:#fff}
        .v-bad{color:var(--bad);background:var(--bad-ground)}
        .o-bad{border-left-color:var(--bad)}
        .timeline{list-style:none;padding:0 0 0 1.25rem;border-left:4px solid var(--brand)}
        .timeline li{margin-bottom:1rem}
        .timeline h3{margin:0}
        .timeline p{margin:.2rem 0}
        .tag{display:inline-block;font-weight:700;padding:.05rem .5rem;border:2px solid currentColor;line-height:1.35}
        .side{display:grid;gap:0 1.5rem;grid-template-columns:minmax(0,1fr)}
        @media(min-width:60rem){.side{grid-template-columns:13.5rem minmax(0,1fr)}}
        .filter{background:var(--panel);padding:.75rem;margin-bottom:1.5rem;align-self:start}
        .filter h2,.chosen h2{margin-top:0;font-size:1.1875rem}
        .chosen ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem 1rem}
        .list .small{display:block}
        .list .line{white-space:nowrap}
        .list td:nth-child(2){min-width:10.5rem}
        .list{font-size:1rem}
        .list .small{font-size:.9375rem}
        ul.plain{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
        .report th[scope=row]{font-weight:400}
        .report .number{text-align:right;font-variant-numeric:tabular-nums}
        .report .chart{width:35%;min-width:6rem;padding-right:0}
        .report svg{display:block;width:100%;height:1.1rem}
        .report svg .bar{fill:var(--brand)}
        .report svg .span{fill:var(--edge)}
        .cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));list-style:none;padding:0}
        .cards li{border:1px solid var(--line);border-top:4px solid var(--brand);padding:1rem;margin:0}
        .cards h2{margin:0 0 .4rem;font-size:1.1875rem}
        .cards p{margin:0}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media(forced-colors:active){.verdict,.outcome,.alert{forced-color-adjust:none;background:Canvas;color:CanvasText}}
        .sheet .width{max-width:48rem}
        .lines-to-fill{border-bottom:1px solid var(--edge);height:2rem}
        @media print{@page{size:A4;margin:15mm}:root{--ink:#000;--quiet:#333;--paper:#fff;--panel:#f4f4f4;--line:#888;--edge:#444;--good:#000;--good-ground:#fff;--bad:#000;--bad-ground:#fff;--warn:#000;--warn-ground:#fff;--calm:#000;--calm-ground:#fff;--link:#000}
        body{font-size:10.5pt}.top,.crumbs,.skip,.no-print,footer,button,.button{display:none}main{padding:0}.scroll{overflow:visible}table{font-size:8pt}.list .small{font-size:7pt}.list td:nth-child(2){min-width:0}.list .tag{font-size:8pt}.matrix{font-size:7pt}.matrix td,.matrix tbody th{position:static;min-width:0;padding:.1rem}.outcome,.alert,.contact,dl.rows>div,tr{break-inside:avoid}h2,h3{break-after:avoid}a{text-decoration:none}.width{max-width:none;padding:0}}

        """
}
