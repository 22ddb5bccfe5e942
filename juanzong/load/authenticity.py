"""What makes the authenticity of evidence doubtful: bounds and word lists of `archive.yml`.

The distances between pictures were measured on photographs and on scanned pages: `bench/authenticity.py`.
"""

from pydantic import Field

from juanzong.load.fields import Record, Text


class Authenticity(Record, title="真实性检查"):
    """Where a measured value, or a run of words, becomes a doubt."""

    text_similarity: float = Field(
        default=0.8, gt=0, le=1, description="两件文字的相似度（五字组交并比）达到此值，视为雷同"
    )
    text_characters: int = Field(default=100, ge=10, description="少于此字数的不比较文字")
    repeated_types: tuple[Text, ...] = Field(
        default=("签到表", "花名册", "名单", "登记表"), description="内容本来就会重复、不比较文字的文种"
    )
    title_overlap: float = Field(
        default=0.5, ge=0, le=1, description="同一文号的两个题名，相同字组少于此比例，视为两个文件"
    )
    photo_distance: int = Field(
        default=16, ge=0, le=128, description="两张照片的指纹相差不超过此数，疑为同一张"
    )
    repair_distance: int = Field(
        default=4, ge=0, le=128, description="整改前、整改后两张照片的指纹相差不超过此数，疑为同一张"
    )
    paper_distance: int = Field(
        default=8, ge=0, le=128, description="两张白底的图（文件页面、截图）相差不超过此数，疑为同一张"
    )
    paper_light: int = Field(default=70, ge=0, le=100, description="亮处占画面的百分之几以上算白底的图")
    picture_pixels: int = Field(default=800, ge=1, description="图片长边的像素下限")
    picture_sharpness: int = Field(
        default=60, ge=0, description="图片最清楚处的清晰度下限（缩略图拉普拉斯方差）"
    )
    captioned_kinds: tuple[Text, ...] = Field(
        default=("实景图片",), description="须有图片说明（时间、地点、人物、主题、背景、事由）的材料类别"
    )
    figured_kinds: tuple[Text, ...] = Field(default=("情况说明",), description="须有具体数据的材料类别")
    received_days: int = Field(
        default=1, ge=0, description="材料日期晚于收到（首次提交）日期超过此天数，视为矛盾"
    )
    taken_days: int = Field(default=3, ge=0, description="拍摄日期与所写日期相差超过此天数，视为矛盾")
    number_days: int = Field(
        default=7, ge=0, description="文号在后而日期反而早出此天数以上，视为文号与日期矛盾"
    )
    number_year_days: int = Field(
        default=31, ge=0, description="上年文号的文件，成文日期可以晚到次年的第几天"
    )
    bunch_days: int = Field(default=30, ge=1, description="迎检（或有效期截止）前多少天以内算突击")
    bunch_share: float = Field(default=0.5, gt=0, le=1, description="突击材料所占比例超过此值时提示")
    bunch_items: int = Field(default=4, ge=1, description="少于此件数的卷不统计突击")
    bunch_pool: int = Field(default=20, ge=1, description="全部材料少于此件数时不统计突击")
    garbled_characters: int = Field(default=12, ge=4, description="连续多少字以上才判断是否乱码")
    garbled_share: float = Field(
        default=0.8, gt=0, le=1, description="其中生僻字、乱符所占比例超过此值为乱码"
    )
    placeholder_marks: tuple[Text, ...] = Field(
        default=("X", "Ｘ", "×", "✕", "*", "＊", "某", "○"),
        description="套用范文时代替名称的符号，连用两个以上",
    )
    placeholder_words: tuple[Text, ...] = Field(
        default=(
            *("省", "市", "县", "区", "镇", "乡", "街道", "社区", "办事处", "局", "委", "单位", "部门"),
            *("同志", "领导", "书记"),
        ),
        description="紧跟在上述符号后面的词",
        examples=[["市", "同志", "单位"]],
    )
    template_phrases: tuple[Text, ...] = Field(
        default=(
            *(
                "[单位名称]",
                "【单位名称】",
                "（单位名称）",
                "[城市名]",
                "[姓名]",
                "【姓名】",
                "[日期]",
                "【日期】",
            ),
            *("此处填写", "在此填写", "此处输入", "点击此处添加", "单击此处添加", "单击或点击此处输入"),
            *("请输入标题", "请输入内容", "添加您的标题", "Lorem ipsum"),
        ),
        description="范文、模板里待填写的字样",
        examples=[["[单位名称]", "此处填写"]],
    )
    watermark_phrases: tuple[Text, ...] = Field(
        default=(
            *(
                "道客巴巴",
                "豆丁网",
                "docin.com",
                "原创力文档",
                "max.book118",
                "人人文库",
                "renrendoc",
                "第一范文网",
            ),
            *(
                "范文网",
                "公文网",
                "老秘网",
                "笔杆子网",
                "文秘网",
                "精品文档",
                "精选范文",
                "更多范文",
                "范文大全",
            ),
            *(
                "下载后可编辑",
                "下载可编辑",
                "可自行编辑修改",
                "文档可自由编辑",
                "可编辑word",
                "word完美整理版",
            ),
            *("本文档由", "本文来源于网络", "资料来源于网络", "内容来源网络", "仅供个人学习参考"),
            *(
                "千图网",
                "包图网",
                "摄图网",
                "觅知网",
                "我图网",
                "昵图网",
                "视觉中国",
                "shutterstock",
                "istockphoto",
            ),
        ),
        description="范文网站、图片网站留下的字样",
        examples=[["精品文档", "下载后可编辑"]],
    )
