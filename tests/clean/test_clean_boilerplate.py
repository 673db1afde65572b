"""Boilerplate goes, with its reason; whatever a report may say stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import Cleaner
from archive.clean.boilerplate import remove_boilerplate
from archive.config import Settings
from archive.errors import SettingsError
from archive.parsed import Block, CleanText, Removed

Run = Callable[[Cleaner, list[str]], CleanText]
SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
REPORT = "今年以来，我局认真落实防汛责任制，排查隐患点三十处。"

LINES = [
    ("—————以下为下一份—————", "navigation"),
    ("接下来请看第二篇范文：", "navigation"),
    ("材料君按：年底了，今天推送一篇汇报。", "lead-in"),
    ("※※※※※※※", "rule"),
    ("◎延伸材料◎", "navigation"),
    ("[NextPage]", "navigation"),
    ("图片加载中，请稍等", "download-hint"),
    ("继续阅读请先登录", "download-hint"),
    ("防汛汇报由清风文库提供", "copyright"),
    ("以上文字由机器识别得到，请以原件为准", "copyright"),
    ("=====分页=====", "navigation"),
    ("小编精选", "navigation"),
    ("本篇范文看完了，请继续看下一篇：", "navigation"),
    ("★更多材料请点击这里★", "navigation"),
    ("点评：该篇材料条理分明，语言朴实。", "lead-in"),
    ("提示：按 Ctrl+C 即可复制", "download-hint"),
    ("全文约3000字，预计阅读需要6分钟", "download-hint"),
    ("【免责声明】此材料由用户发布，平台不承担责任。", "copyright"),
    ("→清风公文→范文→防汛", "breadcrumb"),
    ("电话：0001-7654321 传真：0001-7654322", "copyright"),
    ("[ 此帖被清风在2012-02-03 08:30重新编辑 ]", "forum"),
    ("【高兴】【难过】【无聊】", "forum"),
    ("清风小学欢迎您！", "navigation"),
    ("[广告]", "navigation"),
    ("（图片来源于网络）", "navigation"),
    ("↓↓↓", "navigation"),
    ("尊敬的读者朋友们：", "copyright"),
    ("今天是：2021年3月5日 星期五 农历正月廿二", "navigation"),
    ("本文档内容是由我和我的同事精心编辑整理后发布的，希望给您带来便利。", "copyright"),
    ("那么下面我就给大家讲一讲总结怎么写才好，我们看一看吧！", "lead-in"),
    ("- 网站客服QQ:10002000", "navigation"),
    ("3. 3、如文档侵犯您的权益，请联系客服，我们会尽快处理。", "copyright"),
    ("加入VIP免费下载 立即下载", "page-bar"),
    ('p.cjk { font-family: "宋体"; font-size: 12pt }', "script"),
    ("l>", "script"),
    ("请先登录", "navigation"),
    ("公文汇，办公文档之家", "navigation"),
    ("(请认真阅读下面的提示信息)", "download-hint"),
    ("《防汛总结5篇》属于年度总结中比较优秀的内容，欢迎参考。", "lead-in"),
    ("说明：本文内容仅供预览，下载后的文档与下面显示的一致。", "download-hint"),
    ("- 2、下载文档前请自行核对内容的完整性，平台不提供补充服务。", "download-hint"),
    ("- 3、如文档侵犯您的权益，请联系客服，我们会尽快处理。", "copyright"),
    ("版权说明：本文档由用户提供并上传，收益归内容提供方", "copyright"),
    (
        "《防汛工作总结.doc》由会员分享，可在线阅读，更多相关《防汛工作总结.doc(9页)》请在文库上搜索。",
        "copyright",
    ),
    ("此处内容需要权限查看", "download-hint"),
    ("文本内容:", "download-hint"),
    ("亲，该文档总共9页，到这儿已超出免费预览范围！", "download-hint"),
    ("已阅读5页，还剩4页未读 继续免费阅读", "download-hint"),
    ("资源描述：", "download-hint"),
    ("【正文】", "download-hint"),
    ("大小：61.50 KB", "download-hint"),
    ("……(文秘网省略595字，会员可完整阅读)", "download-hint"),
    ("全文共8011字，仅供站内会员参考", "download-hint"),
    ("收藏《防汛工作总结》", "download-hint"),
    ("您好，欢迎访问清风文库", "navigation"),
    (":::主要内容区", "navigation"),
    ("打开APP", "download-hint"),
    ("时间：", "time-and-author"),
    ("来源网站：清风书屋 2021-10-05 15:22:51", "page-bar"),
    ("网站：清风文库 | 时间：2024-03-13 11:44:24 | 移动端：防汛总结", "page-bar"),
    ("结合当前需要，清风网的会员为你整理了这篇防汛总结，希望对你有帮助。", "lead-in"),
    ("（本篇范文特点：结构严谨，适合正式汇报。）", "lead-in"),
    ("当前位置：首页 > 范文大全 > 防汛工作总结", "breadcrumb"),
    ("您的位置:首页>>公文>>报告>>正文", "breadcrumb"),
    ("您现在的位置: 网站首页 » 政务公开 » 工作报告", "breadcrumb"),
    ("首页 > 工作总结 > 半年总结", "breadcrumb"),
    ("时间:2023-07-08 06:51:04 作者:清风", "page-bar"),
    ("时间：2023-07-08 06:51:04", "time-and-author"),
    ("2023-07-08 06:51:04", "time-and-author"),
    ("发布时间：2023年7月8日", "time-and-author"),
    ("发布日期：2023-07-08 来源：办公室 浏览次数：123次", "page-bar"),
    ("来源：县融媒体中心", "time-and-author"),
    ("文章来源：网络 责任编辑：小王 点击数：88", "page-bar"),
    ("作者：佚名", "time-and-author"),
    ("浏览量：1024", "time-and-author"),
    ("【字体：大 中 小】", "share-bar"),
    ("青松 分享 时间:", "share-bar"),
    ("分享到： 微信 微博 QQ空间", "share-bar"),
    ("打印 | 收藏 | 关闭", "page-bar"),
    ("【打印本页】", "share-bar"),
    ("上一篇：社区养老工作汇报", "navigation"),
    ("下一篇", "navigation"),
    ("上篇：水务局防汛工作小结", "navigation"),
    ("下篇：没有了", "navigation"),
    (">>>下一页更多精彩“消防工作总结”", "navigation"),
    ("小编推荐：消防工作计划", "navigation"),
    ("相关热词搜索：养老 总结", "navigation"),
    ("2023-11-02 | 阅读：1.2万次 | 作者：安安", "page-bar"),
    ("相关推荐：消防工作总结、消防工作计划", "navigation"),
    ("【相关阅读】", "navigation"),
    ("猜你喜欢：", "navigation"),
    ("点击下载文档", "download-hint"),
    ("下载地址：点此进入", "download-hint"),
    ("将本文的Word文档下载到电脑，方便收藏和打印", "download-hint"),
    ("本文链接：http://www.example.com/1.html", "copyright"),
    ("本文来源于网络公众号，版权归原作者", "copyright"),
    ("本文由清风整理发布", "copyright"),
    ("转载请注明出处", "copyright"),
    ("Copyright © 2010-2023 All Rights Reserved", "copyright"),
    ("版权所有 某某网", "copyright"),
    ("京ICP备12345678号-1", "copyright"),
    ("声明：本站文章来自网友投稿，如有侵权请联系删除。", "copyright"),
    ("导语：消防工作总结一文由网友上传，欢迎参考。", "lead-in"),
    ('");', "script"),
    ('var title = "report";', "script"),
    ("document.write(unescape('%3C'));", "script"),
    ("$(function(){ init(); });", "script"),
    ('<div class="main">', "script"),
    ("第3页 共12页", "page-number"),
    ("- 3 -", "page-number"),
    ("第20/30页", "page-number"),
    ("Page 2 of 9", "page-number"),
    ("27 3512044", "view-count"),
    ("——————", "rule"),
    ("〖字体：大 中 小〗 〖打印〗 〖关闭〗", "page-bar"),
    ("【字号 大 中 小】【我要打印】", "page-bar"),
    ("字号：T | T", "share-bar"),
    ("返回列表 发新帖 回复该主题", "page-bar"),
    ("发新帖", "share-bar"),
    ("【打印】", "share-bar"),
    ("赞(12) 踩(0) 收藏(3)", "page-bar"),
    ("查看: 1024|回复: 3", "page-bar"),
    ("网友:风清扬 | 2021/1/15 | 热度:5210℃", "page-bar"),
    ("2018-11-20 | 字数：1024 | 点击下载Word", "page-bar"),
    ("发布人:admin 浏览次数:1286", "page-bar"),
    ("编辑：李某 审核：王某", "page-bar"),
    ("首页 关于我们 联系我们", "page-bar"),
    ("字数：3512字", "time-and-author"),
    ("网友投稿", "time-and-author"),
    ("本文已被浏览1024次", "view-count"),
    ("共有1024人阅读", "view-count"),
    ("心得体会网 > 学习心得", "breadcrumb"),
    ("范文大全 » 工作总结 » 半年总结", "breadcrumb"),
    ("工作总结 > 半年总结 >", "breadcrumb"),
    ("首页 - 政务公开 - 工作报告", "breadcrumb"),
    ("发表于 2011-3-5 12:00:00 | 只看该作者", "forum"),
    ("本帖最后由 abc 于 2011-3-5 12:00 编辑", "forum"),
    ("Powered by Discuz! X3.2", "forum"),
    ("上一页 1 2 3 下一页", "navigation"),
    ("共3页: 上一页 1 2 3 下一页", "navigation"),
    ("扫一扫，手机打开当前页面", "navigation"),
    ("标签：总结 计划", "navigation"),
    ("登录后才能评论", "comments"),
    ("0条评论", "comments"),
    ("技术支持：某某科技", "copyright"),
    ("https://example.com/d/1.html", "address"),
    ("—— 1 ——", "page-number"),
    ("—1—", "page-number"),
    ("－ 12 －", "page-number"),
    ("- 第 1 页 -", "page-number"),
    ("第三页", "page-number"),
    ("（1/12）", "page-number"),
    ("第1页，共12页", "page-number"),
    ("页码:3", "page-number"),
    ("/*640*60 创建于 2015-1-1*/", "script"),
    ('cpro_id = "u123456";', "script"),
    ("}", "script"),
    ("****", "rule"),
    ("====", "rule"),
    ("发布:2020-11-02 09:15 作者:佚名 来源:本站 字体:[大 中 小] 双击自动滚屏", "page-bar"),
    ("收藏 | 挑错 | 推荐 | 打印", "page-bar"),
    ("打印本页】【返回顶部】扫一扫手机看本页", "page-bar"),
    ("我要评分 | 友善列印 | 转寄好友 | 回上页", "page-bar"),
    ("推荐访问：消防 工作总结", "navigation"),
    ("扩展阅读文章：", "navigation"),
    ("【消防述职报告 消防年终述职】相关推荐文章:", "navigation"),
    ("消防工作计划 消防年终总结2020 消防站述职报告范文", "navigation"),
    ("青松翠竹 发表于 2020-1-9 21:10", "forum"),
    ("查看完整版本: 消防工作总结", "forum"),
    ("谢谢楼主分享！", "forum"),
    ("地址:河口镇中山路1号 电话:(00)000-0000 传真:(00)000-0001", "copyright"),
    ("来源:网络整理 免责声明:本文仅限学习,如有版权问题请联系删除", "copyright"),
    ("消防工作总结 本文关键词:消防,工作,总结", "keywords"),
    ("下一篇讲话：在防汛工作会议上的讲话", "navigation"),
    ("要闻 通知公告 政务公开 您现在的位置：首页>>政务公开", "breadcrumb"),
    ("当前栏目：首页 > 履职 > 重要文件", "breadcrumb"),
    ("::: 主办单位：秘书处 地址：海棠市中正路1号", "navigation"),
    ("本页地址: 复制给朋友 相关栏目:年终总结", "navigation"),
    ("林场防火工作总结相关文章:", "navigation"),
    ("点击下一页查看更多林场防火工作总结", "navigation"),
    ("您可能关注的文档 林场工作要点.doc 护林总结.doc", "navigation"),
    ("文档预览完毕，如需全文请点击下载", "download-hint"),
    ("下载 PDF 版本（1.6 MB）", "download-hint"),
    ("若本文所含内容侵害了您的权益，请与文库联系", "copyright"),
    ("本文（林业站总结）为本站会员（山风）主动上传，文库仅提供存储空间", "copyright"),
    ("以上是关于林业站工作总结的主要内容，如果未能解决你的问题，请参考以下文章", "copyright"),
    ("公文之家 www.gongwen.com 专业的资料分享平台", "address"),
    ("关键词：林业 防火 年终 总结", "keywords"),
    ("[!--news.page--]", "script"),
    ("林场工作总结 | 林业站年终总结 | 护林员述职报告 | 更多", "navigation"),
]

SENTENCES = [
    "【#工作总结# 导语】下面是某某考网整理的消防工作总结，欢迎阅读。",
    "下面是小编为大家整理的消防工作总结，供大家参考。",
    "以下是网友为您整理分享的“养老服务汇报”相关范文，供您参考!",
    "以下是小编收集整理的河长制工作总结范文，欢迎大家阅读参考学习。",
    "欢迎阅读!",
    "欢迎大家阅读、参考和借鉴！",
    "希望对大家有所帮助。",
    "仅供大家参考。",
    "以上就是小编为您带来的全部内容，希望对您有所帮助。",
    "想了解更多消防工作总结，请关注本站范文栏目。",
    "本站所有资料均由网友上传，如有侵权请联系我们删除。",
    "下面就是为大家准备的几篇年终工作总结范文，希望能给大家带来帮助。",
    "好文网收集整理，仅供学习交流，转载请注明出处。",
    "好文网免费提供下载，版权归原作者所有。",
    "好文库所有资料均由网友自行上传，仅供交流。",
    "好文网声明：部分文章来源于互联网，如有侵权请告知。",
]

KEPT = [
    "上篇：三年治水回望",
    "下篇：向着青山再出发",
    "网站小编队伍全年编发信息200条，点击量突破10万次。",
    "邀请网友代表为防汛工作提出意见建议35条。",
    "时间：2023年5月",
    "时间：2023年5月10日至20日，地点：县图书馆",
    "活动时间：2023年5月10日",
    "（一）编辑队伍 推荐人选",
    "河口镇 王某 李某",
    "时间:2023年5月10日9:00",
    "资金来源：县财政拨款和社会捐赠。",
    "来源广泛、渠道多样，群众参与度高。",
    "来源：一是县财政拨款，二是社会捐赠",
    "欢迎各位代表提出宝贵意见。",
    "欢迎大家下载“随手拍”软件，参与城市管理。",
    "组织群众点击下载反诈软件，累计注册5000人。",
    "希望全体干部职工再接再厉，为全县发展作出更大贡献。",
    "以上是我局今年的工作总结，请予审议。",
    "以上汇报，不妥之处，请批评指正。",
    "下面，我就今年的工作向大家作一汇报。",
    "更多群众通过网络了解政策。",
    "推荐优秀文章30篇，分享经验做法12次。",
    "相关部门要各司其职，密切配合。",
    "附件(1)",
    "表1(续)",
    "第3页所列问题已经整改",
    "2023年5月10日",
    "××县水利局 2023年5月10日",
    "一、基本情况",
    "三级平台>二级平台的数据",
    "12",
    "5% 6% 8% 9% 10%",
    "A1 B2 C3 D4 E5",
    "未经授权不得转载有关信息，切实加强版权管理。",
    "严格落实值班制度，24小时有人值守(含节假日)",
    "打印机维护和收藏品管理。",
    "用户：1200",
    "时间：9月10日 地点：会议室",
    "编辑：县志办公室",
    "推荐：优秀",
    "收集 → 整理 → 归档",
    "问题 > 原因 > 对策的分析思路，要贯穿始终",
    "已有1024人参加",
    "关键词：防汛 抗旱",
    "打印",
    "附件：1.防汛预案",
    "联系电话：0000-1234567",
    "转载率明显提高",
    "首页建设",
    "第三页所列问题",
    "共3页的材料",
    "评论员文章3篇",
    "下一步",
    "A级 B级 C级",
    "大中小学思政课一体化",
    "技术支持人员到位",
    "请支持本站点建设工作",
    "关键词：一是稳，二是准",
    "当前页面：办事大厅的网上申报已有三项上线",
    "档案由区图书馆收集整理，共一万余册",
]


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_a_line_of_boilerplate_is_removed_with_its_reason(run: Run, line: str, reason: str) -> None:
    text = run(remove_boilerplate, [REPORT, line])
    assert [block.text for block in text.blocks] == [REPORT]
    assert text.removed == (Removed(2, line, reason),)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_editors_sentence_is_removed_alone_or_from_its_line(run: Run, sentence: str) -> None:
    alone = run(remove_boilerplate, [sentence])
    assert (alone.blocks, alone.removed[0].text) == ((), sentence)
    shared = run(remove_boilerplate, [REPORT + sentence + REPORT])
    assert shared.blocks[0].text == REPORT + REPORT
    assert [removed.text for removed in shared.removed] == [sentence]


@pytest.mark.parametrize("line", KEPT)
def test_what_a_report_may_say_stays(run: Run, line: str) -> None:
    assert run(remove_boilerplate, [""] * 20 + [line]).removed == ()


def test_an_introduction_that_leads_to_an_editors_sentence_goes_with_it(run: Run) -> None:
    line = "总结是对一个时期工作的回顾和分析。以下是小编为大家整理的工作总结范文，供大家参考。"
    assert run(remove_boilerplate, [line, REPORT]).removed == (Removed(1, line, "lead-in"),)


def test_a_paragraph_that_counts_is_no_introduction_to_an_editors_sentence(run: Run) -> None:
    line = "接待群众来访四百人次，办结信访事项312件。以上是小编为大家整理的内容，希望对您有所帮助。"
    assert [block.text for block in run(remove_boilerplate, [line]).blocks] == [line.partition("以上")[0]]


def test_a_report_that_runs_into_an_editors_sentence_keeps_its_own_words(run: Run) -> None:
    text = run(remove_boilerplate, [REPORT + "以上是小编为大家整理的工作总结，希望对大家有所帮助。"])
    assert text.blocks[0].text == REPORT


@pytest.mark.parametrize(
    ("line", "rest", "piece", "reason"),
    [
        ("防汛工作总结 第2/5页", "防汛工作总结", "第2/5页", "page-number"),
        ("防汛工作总结第2页", "防汛工作总结", "第2页", "page-number"),
        ("防汛工作总结_第20页", "防汛工作总结", "_第20页", "page-number"),
        ("防汛工作总结(第2页，共5页)", "防汛工作总结", "(第2页，共5页)", "page-number"),
        ("防汛工作总结（第2页/共5页）", "防汛工作总结", "（第2页/共5页）", "page-number"),
        ("一、基本情况<br/>", "一、基本情况", "<br/>", "markup"),
        ('<p class="x">一、基本情况', "一、基本情况", '<p class="x">', "markup"),
        ("<strong>一、基本情况</strong>", "一、基本情况", "<strong>", "markup"),
        ('确保全县安全度汛。");', "确保全县安全度汛。", '");', "script"),
        ("1. 壹、水利建设", "壹、水利建设", "1.", "markup"),
        ("#### 一、水利建设", "一、水利建设", "####", "markup"),
        ("（完整word版）防汛工作总结", "防汛工作总结", "（完整word版）", "download-hint"),
        ("防汛工作总结(word版可编辑)", "防汛工作总结", "(word版可编辑)", "download-hint"),
        ("防汛工作总结dedecms.com", "防汛工作总结", "dedecms.com", "anti-copy"),
    ],
)
def test_pieces_are_cut_out_of_their_lines(run: Run, line: str, rest: str, piece: str, reason: str) -> None:
    text = run(remove_boilerplate, [line])
    assert text.blocks[0].text == rest
    assert text.removed[0] == Removed(1, piece, reason)


ENDINGS = [
    "（清风公文 www.qf1234.com）",
    "本文来自清风范文网",
    "[本文转载自清风资料",
    " 转贴于 清风下载中心 http://qf1234.com",
    "（未完，全文共5120字，当前显示900字）",
    "……（此处省略，登录后查看）",
    "[1][2][3]下一页",
    ">>下一页",
    "(责任编辑：admin)",
    "§§§§",
    "........................",
    "返回清风，查看更多",
    "<script>show_ad();</script>",
    "更多材料尽在清风文库",
    "（本文由清风文库整理发布）",
    "【未经许可，禁止转载】",
    "（下转第2页）",
    "……【试读结束，剩余40%未读】",
    "[查看更多]",
    "微信搜索“清风材料”",
    "#清风材料#",
    "（此文来源于网络）",
    ">>>返回首页",
    "－全文完－",
    "<!-- ad begin -->",
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_copy_kept_of_the_site_behind_a_paragraph_is_cut_off(run: Run, ending: str) -> None:
    assert [block.text for block in run(remove_boilerplate, [REPORT + ending]).blocks] == [REPORT]


@pytest.mark.parametrize(
    "inside",
    [
        "{{ad}}",
        "[img]http://qf1234.com/a.jpg[/img]",
        "[清风文档网整理]",
        "#p#分页标题#e#",
        "…………密……封……线…………",
        "[ 清-风-公-文-网 ]",
        "本文来源：http://www.qf1234.com/",
    ],
)
def test_what_a_copy_kept_of_the_site_inside_a_paragraph_is_cut_out(run: Run, inside: str) -> None:
    line = REPORT.replace("，排查", f"，{inside}排查")
    assert [block.text for block in run(remove_boilerplate, [line]).blocks] == [REPORT]


@pytest.mark.parametrize(
    "line",
    [
        "群众登录县水利局网站（www.qf1234.gov.cn）即可报修。",
        "请各单位按时填报。（网址：www.qf1234.gov.cn）",
        "全县已建成（水/电/气/网）四类管线台账。",
        "水源来自青龙山水库",
        "本站其他工作情况",
        "现将下一篇章的工作谋划如下。",
        "××××",
        "○○○○",
        "相关材料",
    ],
)
def test_what_only_looks_like_a_mark_of_a_site_stays(run: Run, line: str) -> None:
    assert [block.text for block in run(remove_boilerplate, [REPORT, line]).blocks] == [REPORT, line]


def test_the_mark_of_what_a_copy_leaves_out_divides_a_block(run: Run) -> None:
    result = run(remove_boilerplate, ["健全了巡查制度……此处隐藏8700个字……处闸门已经修复。"])
    assert [block.text for block in result.blocks] == ["健全了巡查制度", "处闸门已经修复。"]


def test_a_heading_keeps_its_words_before_an_address(run: Run) -> None:
    lines = ["一、工作成效 清风网 www.qingfeng.com"]
    assert [block.text for block in run(remove_boilerplate, lines).blocks] == ["一、工作成效"]


def test_tags_that_end_a_line_divide_a_block(run: Run) -> None:
    text = run(remove_boilerplate, ["<p>一、基本情况</p><p>今年以来<br>成效明显。</p>"])
    assert [block.text for block in text.blocks] == ["一、基本情况", "今年以来", "成效明显。"]
    assert [removed.text for removed in text.removed] == ["<p>", "</p>", "<p>", "<br>", "</p>"]


def test_a_bare_date_under_time_is_a_page_header_only_at_its_head(run: Run) -> None:
    assert run(remove_boilerplate, ["标题", "时间:2023-05-10"]).removed != ()
    assert run(remove_boilerplate, ["标题", *[REPORT] * 20, "时间:2023-05-10"]).removed == ()


def test_the_user_can_add_rules_and_learns_of_a_bad_one(tmp_path: Path) -> None:
    def settings(pattern: str) -> Settings:
        rule = {"reason": "house-mark", "pattern": pattern}
        rules = {"boilerplate": {"line": [rule]}}
        return Settings(home=tmp_path, index_dir=tmp_path, corpus_dir=tmp_path, rules=rules)

    text = CleanText((Block("内部资料 注意保存", (1, 1)),))
    assert remove_boilerplate(text, settings("内部资料.*")).removed[0].reason == "house-mark"
    with pytest.raises(SettingsError, match="no regular expression"):
        remove_boilerplate(text, settings("内部(资料"))


PIECES = st.sampled_from(
    [REPORT, *SENTENCES, *(line for line, _ in LINES), *KEPT, "<br>", "第1/2页", "<b", ">"]
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=3).map("".join), max_size=4))
def test_removing_again_removes_nothing_more_and_nothing_is_lost(lines: list[str]) -> None:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    once = remove_boilerplate(CleanText(blocks), SETTINGS)
    assert remove_boilerplate(once, SETTINGS) == once
    for n, line in enumerate(lines, 1):
        kept = "".join(block.text for block in once.blocks if block.lines == (n, n))
        gone = "".join(removed.text for removed in once.removed if removed.line == n)
        assert sorted((kept + gone).replace(" ", "")) == sorted(line.replace(" ", ""))
