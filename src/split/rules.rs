//! The catalogue of the splitter's rules: what each is called, and what it says, in a sentence a reader of newspapers
//! understands.
//!
//! In: nothing. Out: [`Rule`], which is all that code can name as a reason, so that nothing is decided by a rule that the
//! catalogue does not know. `dibao explain` prints these sentences; `tests/cases` shows each rule at work.
//!
//! A rule that weighs against others has its weight in `weights`, or, on joins and jumps, in the code beside the question;
//! a rule that decides alone has none.

use std::fmt;

/// Declares [`Rule`]: kind { name, id, Chinese, English }.
macro_rules! rules {
    ($($kind:ident { $($name:ident $id:literal $zh:literal $en:literal)* })*) => {
        /// A rule of the splitter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[doc = $en] $name,)*)* }

        impl Rule {
            /// All rules, in the order in which the stages ask them.
            pub const ALL: &'static [Rule] = &[$($(Rule::$name,)*)*];

            fn entry(self) -> (&'static str, Kind, &'static str, &'static str) {
                match self { $($(Rule::$name => ($id, Kind::$kind, $zh, $en),)*)* }
            }
        }
    };
}

rules! {
    Line {
        ShortLine "short-line" "短行，末尾没有句号：像标题，也可能是断开的半句" "a short line without a stop: like a headline, or half of a broken sentence"
        Paragraph "paragraph" "有句号、以逗号收尾、长过标题或以电头开头：是正文" "it has a stop, ends in a comma, is longer than headlines are, or opens with a dateline: text"
        NamesAlone "names-alone" "一行只有人名或带署名标记：署名" "names alone, or with the marks of a byline"
        SignatureLine "signature-line" "一行只有括号里的人名：文末署名" "nothing but names in brackets: the signature at an article's end"
        AuthorNote "author-note" "（作者系……）、（摘自……）之类的说明" "a note on the author or the origin, in brackets"
        Aside "aside" "整行在括号里的说明" "a remark: the whole line is in brackets"
        PhotoCredit "photo-credit" "“某某 摄”独占一行" "a photographer's credit on a line of its own"
        Caption "caption" "图片说明：图为……、▲……，或行末有“某某 摄”" "the text of a picture: 图为…, ▲…, or a credit at the line's end"
        PageMark "page-mark" "版次标记：第几版" "a page mark of a newspaper"
        Folio "folio" "只有一个页码" "nothing but a page number"
        JumpTo "jump-to" "下转第几版，独占一行" "“continued on page …” on a line of its own"
        JumpFrom "jump-from" "以“上接第几版”开头" "it opens with “continued from page …”"
        AdLabel "advertisement-label" "广告、启事、声明之类的标签" "the label of an advertisement or a notice"
        NoLetters "no-letters" "没有一个字：分隔线、花边" "no letter in it: a rule or an ornament"
        Picture "picture" "图片或网页标记" "a picture or what HTML left"
        TableRow "table-row" "表格的一行" "a row of a table"
        ListItem "list-item" "列表的一项" "an item of a list"
        LatinLetters "latin-letters" "只有拉丁字母：拼音题名、书眉" "Latin letters only: a title in pinyin, a running head"
        ContentsHeading "contents-heading" "“目录”二字" "the heading of a contents page"
        PrintedLine "printed-line" "源文件照印刷的栏宽断行：这一行是正文" "the source keeps the printed lines of a column: text"
        Presenter "presenter" "播音员的串场话：不归任何一条" "an announcer's words between two items: of none"
        VerseLines "verse-lines" "一连六行以上都短，又不带句号：诗" "six short lines and more in a row, without stops: verse"
    }
    Around {
        ContentsPage "contents-page" "目录：一串题名和页码" "a contents page: titles with page numbers"
        AnnouncingList "announcing-list" "提要、导读：各行在下面又作标题出现" "a list that announces: its lines stand again below as headlines"
        BeforeContents "before-contents" "目录之前的封面、报头、版权文字" "cover, masthead and imprint, before the contents"
        MastheadAtTop "masthead-at-top" "文件开头的刊名、期号、日期一带" "name, number and date at the top of the file"
        MastheadLine "masthead-line" "别处的期号、日期、刊号行" "a line of number and date, or of a licence, elsewhere"
        ColophonLine "colophon-line" "主办、编辑、地址、电话等版权行" "publisher, editor, address, telephone: the colophon"
        PublicationName "publication-name" "整行就是刊名，或刊名加期号、栏目：书眉" "the publication's name, alone or with a number beside it"
        RunningHead "running-head" "同一短行在几处版面上重复：书眉" "the same short line at several pages: a running head"
        PageInMasthead "page-in-masthead" "报头行里带着版次" "the page is named within a running head"
        AdvertisementLine "advertisement-line" "一行几截，写着电话、地址或“欢迎选购”：广告" "an advertisement in one line: what is offered, and where to call or to go"
        QuotationBox "quotation-box" "报头旁的语录框" "the box of quotations beside the paper's title"
        ResumesAfterAnother "resumes-after-another" "前面那篇中途断开，这一段接着它说" "an article above breaks off in mid-sentence, and this goes on with it"
        UnderAdLabel "under-advertisement-label" "广告标签之下，到下一个标题为止" "below the label of an advertisement, up to the next headline"
        Slogan "slogan" "广告标签之下、报道标题之上的标语" "a slogan between an advertisement's label and the next headline"
        Banner "banner" "版面顶上、头条之上的通栏口号" "the slogan across the top of a page, above its first headline"
        LeadsToNothing "leads-to-nothing" "下面没有正文的短行，不归任何一篇" "a short line with no text below: of no article"
    }
    Headline {
        Deck "deck" "标题与署名之间的长提要" "a long deck between headline and byline"
        NamesUnderText "names-under-text" "正文之下、下一标题之上的人名，属于上面那篇" "names below a text and above the next headline sign what stands above"
        TitleByHeading "title-by-heading" "有 # 标记的行是主题" "the line with the heading mark is the title"
        TitleByContents "title-by-contents" "与目录里的题名相合的行是主题" "the line that agrees with the contents page is the title"
        TitleAboveDash "title-above-dash" "破折号副题紧跟的那一行是主题" "a dashed subtitle hangs on the title above it"
        MiddleOfThree "middle-of-three" "三行短题：引题、主题、副题" "three short lines: kicker, title, subtitle"
        LeadsUpToTitle "leads-up-to-title" "前一行是场合、人物、系列名：引题" "the first line leads up to the second (occasion, speaker, series): a kicker"
        MarkedKicker "marked-kicker" "带【】或以破折号收尾：引题" "in 【】, or ending in a dash: a kicker"
        TitleStandsFirst "title-stands-first" "两行短题，多半上面一行是主题" "of two short lines the first is mostly the title"
        FirstLineAsLabel "first-line-as-label" "上一行极短，像栏目名" "the first line is as short as a column's label"
        FirstLineNotTakenUp "first-line-not-taken-up" "上一行的字眼正文开头全没有" "the text's opening has none of the first line's words"
        FirstLineTakenUp "first-line-taken-up" "上一行的字眼正文开头又出现" "the text's opening takes up the first line's words"
        SecondLineTakenUp "second-line-taken-up" "下一行的字眼正文开头又出现" "the text's opening takes up the second line's words"
        FirstLineInHalves "first-line-in-halves" "只有上一行分成两截：口号式的引题" "only the first line is in halves, as kickers of slogans are"
        FirstLineMarked "first-line-marked" "上一行有【】■之类的标记" "the first line is marked, as labels are"
        FirstLineAnOccasion "first-line-an-occasion" "上一行说场合、来由：引题" "the first line tells the occasion, as kickers do"
        SecondLineFigures "second-line-figures" "只有下一行举数字：副题" "only the second line gives figures, as subtitles do"
        SecondLineNamesTheKind "second-line-names-the-kind" "下一行说体裁，或在括号里：副题" "the second line names the kind of text, or is in brackets: a subtitle"
        FirstLineNamesAPlace "first-line-names-a-place" "上一行是“某地：……”：主题" "the first line names a place and a colon, as titles do"
        SecondLineAsADeck "second-line-as-a-deck" "下一行长得多：提要式的副题" "the second line is much longer, as decks are"
        SecondLineAsks "second-line-asks" "只有下一行是问句、感叹：主题" "only the second line asks or calls, as titles do"
        TitleGoesOn "title-goes-on" "主题占两行：前一行没说完，或两行等长" "the title takes two lines: the first breaks off, or both are of one length"
    }
    Opening {
        NothingOpenAbove "nothing-open-above" "前面还没有文章" "no article is open above"
        Prior "prior" "正文之间的短行多半是小标题" "most short lines between paragraphs are headings"
        Numbered "numbered" "带序号（一、1. 之类）：像小标题" "numbered, as headings are"
        NextInSeries "next-in-series" "序号接着上一条的题目：又一条" "its number follows that of the title above: the next item"
        NamesANotice "names-a-notice" "题目自称启事、通知、更正之类" "the title calls itself a notice, an order, a correction"
        NamesAPart "names-a-part" "文章各部分的名称：编后、结语、记者调查" "the name of an article's part: afterword, inquiry"
        Byline "byline" "下面有署名" "a byline stands below"
        ColumnLabel "column-label" "上面有栏目名" "a column's label stands above"
        Kicker "kicker" "有引题" "there is a kicker"
        DashedSubtitle "dashed-subtitle" "有破折号引出的副题" "there is a subtitle after a dash"
        Subtitle "subtitle" "有副题" "there is a subtitle"
        TitleOfTwoLines "title-of-two-lines" "题目有两行" "the title has two lines"
        PlaceAndColon "place-and-colon" "“某地：……”式的标题" "a headline that names a place and a colon"
        InContents "in-contents" "目录里有这个题名" "the contents page announces it"
        NotInContents "not-in-contents" "目录里没有这个题名" "the contents page does not announce it"
        NoTextBelow "no-text-below" "下面没有正文" "no text below"
        Dateline "dateline" "下面的正文以电头（本报讯……）开头" "the text below opens with a dateline"
        NewsLead "news-lead" "下面的正文像消息的开头（近日、记者从……）" "the text below opens as news does"
        SectionFollows "section-follows" "标题之下接着小标题" "a heading follows the headline"
        SignedOffAbove "signed-off-above" "上面那篇已署名收尾" "a signature has closed the article above"
        PictureAbove "picture-above" "上面是图片说明" "a picture's text stands above"
        AdvertisementAbove "advertisement-above" "上面是广告" "an advertisement stands above"
        TopOfPage "top-of-page" "在新的一版或一个文件的开头" "at the top of a page or a file"
        TextAboveBreaksOff "text-above-breaks-off" "上面那段话没有说完" "the text above breaks off"
        OneOfSeveralItems "one-of-several-items" "同一栏目下，与上一条标题样式相同" "like the title of the item above, under one column"
        ShortItemAbove "short-item-above" "上面是一条短消息，标题样式相同" "a short item stands above, with a title of the same form"
        HeadlineJustAbove "headline-just-above" "紧跟在上一篇的标题之后，中间没有正文" "no text stands between it and the headline above"
        NoHeadingMark "no-heading-mark" "别的标题有 # 标记，它没有" "other headlines have a heading mark, this has none"
        DeeperHeading "deeper-heading" "标题级别低于上一篇的题目" "a deeper heading than the title above"
        HeadingOfItsRank "heading-of-its-rank" "标题级别与上一篇的题目相同或更高" "a heading of the same rank as the title above, or higher"
        FirstLevelHeading "first-level-heading" "一级标题" "a heading of the first level"
        LikeTheHeadingsAbove "like-the-headings-above" "与前面的小标题一个样式" "it looks like the headings above"
        VeryShort "very-short" "极短，不过六个字" "very short: six characters at most"
        Long "long" "较长，十三个字以上" "long: thirteen characters and more"
        SameFormAsAbove "same-form-as-above" "上面那篇也是电头开头、无署名" "the article above has the same form: a dateline, no byline"
        AnotherTopic "another-topic" "上下文说的不是一件事" "the texts above and below speak of different things"
        SameTopic "same-topic" "上下文说的是一件事" "the texts above and below speak of the same thing"
        BareByline "bare-byline" "标题之下有署名，没有标记" "names without a mark stand below the headline"
        CommentaryBox "commentary-box" "自称编后、短评、链接的一栏，另有题目" "a box that calls itself a comment or background, with a title of its own"
        BlankLineAbove "blank-line-above" "空行不多，而它上面有空行" "blank lines are few, and one stands above it"
        InTwoHalves "in-two-halves" "中间有空格，分成两截" "it is in two halves, with a space between"
        LikeThoseBelow "like-those-below" "与后面的短行字数、样式一致，像一组小标题" "it looks like the short lines below, as headings of one article do"
        LongTextAbove "long-text-above" "上面那篇已经很长" "the article above is long"
        NamesAPlaceOrBody "names-a-place-or-body" "开头有地名或单位" "it names a place or a body"
        Newspaper "newspaper" "报纸的短行多半是题目" "in a newspaper most short lines are headlines"
        NoBlankLineAbove "no-blank-line-above" "别的题目之上有空行，它没有" "other headlines have a blank line above, this has none"
        OpensAsALetter "opens-as-a-letter" "下面的正文像来信、问答、编者按的开头" "the text below opens as letters and notes of the editors do"
        OrnamentBefore "ornament-before" "行首有■▲【之类的标记" "an ornament stands before it"
        Short "short" "较短，七八个字" "short: seven or eight characters"
        FeatureAbove "feature-above" "上面那篇题下有署名，是通讯、特写一类，多有小标题" "the article above is signed in front: a feature, which has headings"
        ShortTextAbove "short-text-above" "上面那篇只有一两段" "the article above has but a paragraph or two"
        ShortTextBelow "short-text-below" "下面只有一两段，又是短行" "only a paragraph or two stand below, then short lines again"
        SignedBelow "signed-below" "下面的正文末尾有署名" "the text below ends in a signature"
        UnlikeTheHeadingsAbove "unlike-the-headings-above" "与前面的小标题样式不同" "it does not look like the headings above"
        WordsKnownAbove "words-known-above" "它的字眼上面已经出现过" "the text above has its words"
        WordsTakenUpBelow "words-taken-up-below" "它的字眼在下面第一段里又出现" "the first paragraph below takes up its words"
        HeadlineOfTheAdvertisement "headline-of-the-advertisement" "广告标签之下的第一个标题是广告自己的" "the first headline under an advertisement's label is its own"
        TextWithoutHeadline "text-without-headline" "正文之上没有标题，自成一篇" "text without a headline above is an article of its own"
        AnotherDateline "another-dateline" "又一个电头：一连几条没有标题的电讯" "another dateline: agency items without titles, in a row"
    }
    Piece {
        ShortLinePrior "short-line-prior" "短行多半不是半段话" "most short lines are no piece of a paragraph"
        MarkedAsHeading "marked-as-heading" "有 # 标记或全行加粗：不是半段话" "marked as a heading, or bold: no piece of a paragraph"
        PausesWithin "pauses-within" "行内有逗号、顿号" "it has commas"
        OpensWithDay "opens-with-day" "以日子开头" "it opens with a day"
        VerbOfStatement "verb-of-statement" "有“将”“把”，像一句话" "it has 将 or 把, as statements do"
        OpensAsOthersDo "opens-as-others-do" "开头与本篇别的段落相同" "it opens as other paragraphs of the article do"
        SpaceWithin "space-within" "行内有空格，像标题" "it has a space, as headlines do"
        NumberedLine "numbered-line" "带序号，像小标题" "it is numbered, as headings are"
        LikeOtherHeadings "like-other-headings" "与本篇的小标题一个样式" "it looks like the article's headings"
        CaptionCutsIn "caption-cuts-in" "与正文之间隔着图片说明" "a picture's text stands between it and the paragraph"
        BelowGoesOn "below-goes-on" "下面的正文像从句子中间开始" "the text below begins as if in mid-sentence"
        Particles "particles" "行内有“的”“了”“在”之类，像一句话" "it has particles, as statements do"
        LongForAHeading "long-for-a-heading" "长过一般的题目" "longer than headlines are"
        ShortForAPiece "short-for-a-piece" "太短，不像半段话" "too short for a piece of a paragraph"
        SetInItself "set-in-itself" "它首行缩进，下一行没有" "it is set in, the line below is not"
        GoesOnFromAbove "goes-on-from-above" "上面那段话没有说完，它像是接着说" "the text above breaks off, and it may go on with it"
        PageCutsIn "page-cuts-in" "与正文之间隔着书眉、页码" "a running head or a page mark stands between it and the text"
        BelowTheByline "below-the-byline" "紧接在署名之下" "it stands just below the byline"
        BelowASignature "below-a-signature" "上面那篇已署名收尾，它不会是上文的半段" "a signature has closed the text above: no piece of a paragraph stands here"
        BelowTheLabel "below-the-label" "紧接在栏目名之下" "it stands just below a column's label"
        BelowOtherShortLines "below-other-short-lines" "前面还有别的短行" "other short lines stand above it"
    }
    Join {
        StopsAbove "stops-above" "断处之前已用句号或冒号收住" "before the cut stands a stop or a colon"
        PausesAbove "pauses-above" "断处之前是逗号、顿号" "before the cut stands a comma"
        SemicolonAbove "semicolon-above" "断处之前是分号" "before the cut stands a semicolon"
        OpenAbove "open-above" "断处之前没有标点" "before the cut stands no mark"
        OpenWord "open-word" "断处之前是“的”“在”“并”这类不能收尾的字" "before the cut stands a word that needs another"
        MarkNotClosed "mark-not-closed" "断处之前的引号、括号没有合上" "before the cut a quotation or bracket is open"
        BeginsWithMark "begins-with-mark" "断处之后以后引号、逗号之类开头" "after the cut stands a closing mark or a comma"
        BeginsAnew "begins-anew" "断处之后以序号或电头开头" "after the cut stands a number or a dateline"
        StopAtOnce "stop-at-once" "断处之后几个字就是句号、逗号" "a stop or comma stands just after the cut"
        BeginsWithParticle "begins-with-particle" "断处之后以“的”“了”这类字开头" "after the cut stands a particle"
        BeginsWithAnd "begins-with-and" "断处之后以“和”“与”“并”这类字开头" "after the cut stands “and”"
        BeginsWithFigure "begins-with-figure" "断处之后以“为”“达”加数字开头" "after the cut stands 为 or 达 and a figure"
        ClosesUnopened "closes-unopened" "合上了一个没有打开的引号、括号" "it closes a quotation that it did not open"
        BreaksOffInText "breaks-off-in-text" "正文行没有标点收尾，多半没有说完" "a line of text without a mark at its end hardly is complete"
        WordCut "word-cut" "断处的两个字是一个词" "a word is cut in two"
        StandsElsewhere "stands-elsewhere" "断处连起来的字，本期别处也有" "what the cut puts together stands elsewhere in the issue"
        FigureCut "figure-cut" "断处是一个数字" "a figure is cut in two"
        SetIn "set-in" "这一行首行缩进，上一行没有" "the line is set in, the one above is not"
        MarkedAsNew "marked-as-new" "加粗或列表标记：另起一段" "bold, or marked as a list item: a new paragraph"
        AfterJumpTo "after-jump-to" "上一段到“下转”为止" "the text above ends at “continued on …”"
        BeforeJumpFrom "before-jump-from" "这一段以“上接”开头" "the text opens with “continued from …”"
        AfterSignature "after-signature" "上一段已署名" "the paragraph above is signed"
        FullPrintedLine "full-printed-line" "上一行排满了一栏" "the line above is as wide as the column"
        HardBreak "hard-break" "源文件里是段内换行" "a line break within a paragraph"
        RowsTogether "rows-together" "同一块诗、表、列表，中间没有空行" "rows of one stanza, list or table: no blank line between"
        HeadingIsFirstPiece "heading-is-first-piece" "短行下面的正文从句子中间开始：短行是它的前半" "the text below begins in mid-sentence: the short line is its first piece"
        HeadingOfTwoLines "heading-of-two-lines" "小标题占两行" "a heading of two lines"
        ResumesAfterAdvertisement "resumes-after-advertisement" "广告之后接着上一篇的话" "after an advertisement the article above goes on"
    }
    Jump {
        JumpPageAgrees "jump-page-agrees" "“上接”的版次就是“下转”所在的版" "the page named is the page of the other half"
        JumpPageDiffers "jump-page-differs" "“上接”的版次不是那一版" "the page named is another"
        JumpTitleNamed "jump-title-named" "“上接”旁印着那篇的题目" "the title of that article is printed beside it"
        JumpSubject "jump-subject" "两处用的词相同" "both speak of the same things"
        JumpWithinOne "jump-within-one" "两处已在一篇之内" "both stand in one article already"
        GoesHomeWhole "goes-home-whole" "“上接”以下整段搬回" "all that follows goes home with it"
        GoesOnSubject "goes-on-subject" "与那一篇用的词相同" "it speaks of what that article speaks of"
        GoesOnSentence "goes-on-sentence" "接得上那一篇没说完的话" "it goes on with that article's sentence"
        GoesOnNumber "goes-on-number" "接得上那一篇的序号" "it goes on with that article's numbers"
        HomeIsClosed "home-is-closed" "那一篇已署名或注明“完”" "that article is signed already, or says that it ends"
        StaysTogether "stays-together" "与前一段同去同留" "it stays with the paragraph before it"
    }
    Facts {
        ColumnInForce "column-in-force" "上面栏目的样式未变，仍属这个栏目" "the column above still holds: the articles have one form"
        FactsFromContents "facts-from-contents" "页码、栏目、作者依目录" "page, column or author as the contents page has them"
        PageEndFromContents "page-end-from-contents" "止于目录中下一篇的前一页" "it ends where the contents page has the next article begin"
        SignatureInText "signature-in-text" "段末括号里的人名是署名" "names in brackets at a paragraph's end sign it"
        NamesInDateline "names-in-dateline" "电头里的人名是作者" "the names in the dateline are the authors"
        PhotographerSigns "photographer-signs" "图片报道没有别的署名，摄影者为作者" "of a picture story the photographer is the author"
        FirstWordsAsTitle "first-words-as-title" "没有标题，用开头几个字代替" "without a headline: its first words stand for one"
    }
    Notice {
        ContinuationWithoutBeginning "continuation-without-beginning" "“上接”的前文没有找到" "the beginning of a continuation was not found"
        BeginsInMidSentence "begins-in-mid-sentence" "一段从句子中间开始，前面可能缺字" "a paragraph begins in mid-sentence: text may be missing above"
        BreaksOff "breaks-off" "文章到此中断，后文可能缺失" "an article breaks off"
        RepeatedSentence "repeated-sentence" "同一句话在本期出现两次" "the same sentence stands twice in the issue"
        BylineDiffersFromContents "byline-differs-from-contents" "署名与目录不同" "byline and contents page name different authors"
        ContentsEntryNotFound "contents-entry-not-found" "目录中的一篇没有找到" "an article that the contents announce was not found"
        DateContradicted "date-contradicted" "报头的日期与星期或农历不合" "a masthead's date is not of its weekday, or not of its lunar day"
        UncertainSplit "uncertain-split" "一篇的起讫没有把握" "where an article begins or ends is uncertain"
    }
}

/// What a rule decides about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What a line is by itself.
    Line,
    /// What stands around the articles.
    Around,
    /// Which line of a headline group is which.
    Headline,
    /// Whether an article begins.
    Opening,
    /// Whether a short line is the first piece of a paragraph.
    Piece,
    /// Whether two pieces are one paragraph.
    Join,
    /// Where a continuation belongs.
    Jump,
    /// Column, page, authors, title.
    Facts,
    /// What a person should look at.
    Notice,
}

impl Rule {
    /// Its name: stable, for cases and corrections.
    pub fn id(self) -> &'static str {
        self.entry().0
    }

    /// What it decides about.
    pub fn kind(self) -> Kind {
        self.entry().1
    }

    /// What it says, in Chinese.
    pub fn zh(self) -> &'static str {
        self.entry().2
    }

    /// What it says, in English.
    pub fn en(self) -> &'static str {
        self.entry().3
    }

    /// The rule with this name.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.id() == id)
    }
}

impl fmt::Display for Rule {
    /// `句子 (sentence) [id]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) [{}]", self.zh(), self.en(), self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_rule_has_a_name_and_a_sentence_of_its_own() {
        for (what, of) in [("id", Rule::id as fn(Rule) -> &'static str), ("zh", Rule::zh), ("en", Rule::en)] {
            let all: BTreeSet<&str> = Rule::ALL.iter().map(|r| of(*r)).collect();
            assert_eq!(all.len(), Rule::ALL.len(), "{what}");
        }
        for rule in Rule::ALL {
            assert!(rule.id().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{rule}");
            assert_eq!(Rule::named(rule.id()), Some(*rule));
        }
    }
}
