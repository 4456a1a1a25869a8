"""A whole plan as a worker from Bắc Ninh would print it."""

from datetime import UTC, datetime

from planner.documents.parts import (
    Bullets,
    Column,
    Facts,
    Notice,
    Paragraph,
    PlanDocument,
    Section,
    Signature,
    Signatures,
    Sources,
    Table,
)

BEFORE = (
    ("Học tiếng Nhật đến bậc N5\nKỳ thi JLPT (日本語能力試験)", "05/07/2026", "Đỗ"),
    ("Ký hợp đồng phái cử, giữ một bản tiếng Việt", "01/08/2026", "Xong"),
    ("Có bảng kê từng khoản tiền đã nộp", "01/08/2026", "Xong"),
    ("Khám sức khỏe đi nước ngoài", "10/08/2026", "Xong"),
    (
        "Xem điều kiện làm việc bằng tiếng Việt\n労働条件通知書 (rōdō jōken tsūchisho)",
        "15/08/2026",
        "",
    ),
    ("Hỏi nơi ở: tiền nhà, mấy người một phòng\n寮 (ryō)", "15/08/2026", ""),
    ("Vay vốn ở Ngân hàng Chính sách xã hội", "20/08/2026", "120.000.000 ₫"),
    ("Khóa giáo dục định hướng", "05/09/2026", "74 tiết"),
    ("Ghi tay nghề đang có, nhờ thầy xác nhận", "10/09/2026", "1 bản"),
    ("Lưu số điện thoại cần khi gặp chuyện\nOTIT 外国人技能実習機構", "15/09/2026", "3 số"),
    ("Bàn với gia đình về tiền gửi mỗi tháng", "20/09/2026", "8.000.000 ₫"),
    ("Chụp lại hộ chiếu và hợp đồng, để một bản ở nhà", "25/09/2026", "Xong"),
)
IN_JAPAN = (
    ("Đăng ký nơi ở tại cơ quan thành phố\n転入届 (tennyū todoke)", "15/10/2026", "Trong 14 ngày"),
    ("Mở tài khoản ngân hàng\n銀行口座 (ginkō kōza)", "31/10/2026", "Xong"),
    ("Học an toàn lao động trước khi vào xưởng\n安全衛生教育", "31/10/2026", "Xong"),
    ("So bảng lương đầu tiên với điều đã hứa\n給与明細 (kyūyo meisai)", "30/11/2026", "Ghi lại"),
    ("Gửi tiền về nhà bằng đường chính thức", "31/12/2026", "8.000.000 ₫"),
    ("Trả được một phần tư khoản vay", "31/03/2027", "30.000.000 ₫"),
    ("Kỹ năng nghề bậc cơ sở: thi viết và thực hành\n技能検定 基礎級", "15/06/2027", "Đỗ"),
    ("JLPT N4\n日本語能力試験 N4", "04/07/2027", "Đỗ"),
    ("Đọc được bản vẽ cơ khí đơn giản\n図面 (zumen)", "30/09/2027", "Tự làm"),
    ("Chạy máy tiện NC có người kèm\nNC旋盤 (NC senban)", "31/12/2027", "Tự làm"),
    ("Trả được nửa khoản vay", "31/12/2027", "60.000.000 ₫"),
    ("Khai giảm trừ người phụ thuộc ở quê\n年末調整 (nenmatsu chōsei)", "30/11/2027", "Xong"),
    ("Kiểm tra sức khỏe hằng năm\n健康診断 (kenkō shindan)", "30/06/2028", "Xong"),
    ("JLPT N3\n日本語能力試験 N3", "02/07/2028", "Đỗ"),
    ("Lập trình máy gia công tâm\nマシニングセンタ", "30/09/2028", "Tự làm"),
    ("Đo kiểm bằng panme, thước cặp\nマイクロメータ・ノギス", "30/09/2028", "Tự làm"),
    ("Trả hết nợ", "30/09/2028", "120.000.000 ₫"),
    ("Kỹ năng nghề bậc 3\n技能検定 3級", "15/02/2029", "Đỗ"),
    ("Quyết định: về hay ở lại theo Kỹ năng đặc định\n特定技能1号", "31/03/2029", "Chọn"),
    ("Để dành đủ 12 tháng sống ở quê", "30/06/2029", "96.000.000 ₫"),
    ("Học cải tiến và 5S, ghi lại ba việc đã làm\n改善 (kaizen)", "30/06/2029", "3 việc"),
)
BEFORE_RETURN = (
    ("Xin giấy chứng nhận kỹ năng từ công ty\n実務経験証明書", "01/07/2029", "1 bản"),
    ("Lấy bản gốc chứng chỉ kỹ năng nghề\n技能検定合格証書", "01/07/2029", "2 bản"),
    ("Xin giấy khấu trừ thuế năm cuối\n源泉徴収票 (gensen chōshūhyō)", "15/08/2029", "1 bản"),
    ("Cử người nộp thuế thay để xin lại thuế\n納税管理人", "01/09/2029", "Xong"),
    ("Liên hệ ba xưởng ở quê trước khi về", "01/09/2029", "3 nơi"),
    ("Báo chuyển đi\n転出届 (tenshutsu todoke)", "20/09/2029", "Xong"),
    ("Đóng hợp đồng điện, nước, điện thoại", "25/09/2029", "Xong"),
)
AT_HOME = (
    (
        "Xin trợ cấp một lần khi rời chế độ hưu\n脱退一時金 (dattai ichijikin)",
        "31/10/2029",
        "Nộp đơn",
    ),
    ("Đăng ký ở Trung tâm Dịch vụ việc làm tỉnh", "15/10/2029", "Xong"),
    ("Đi phỏng vấn ở hai công ty Nhật trong tỉnh", "30/11/2029", "2 nơi"),
    ("Có việc đúng nghề hoặc mở xưởng nhỏ", "31/03/2030", "Xong"),
    ("Xin lại 20% thuế của trợ cấp một lần", "30/06/2030", "Nộp đơn"),
    ("Gặp người tư vấn sau sáu tháng về quê", "31/03/2030", "1 lần"),
)


def full_plan() -> PlanDocument:
    """Offer, money, goals, 46 benchmarks, sources, lines to sign."""
    return PlanDocument(
        language="vi",
        title="Kế hoạch đi và về",
        subtitle=(
            "Nguyễn Văn Tuấn",
            "Quê: Bắc Ninh (trước 7/2025: Bắc Giang)",
            "Nghề: Gia công cơ khí – tiện (機械加工・旋盤), thực tập sinh kỹ năng (技能実習)",
        ),
        agreed="Bạn đã đồng ý với kế hoạch này ngày 22/11/2026.\n"
        "Người tư vấn Trần Thị Hồng đã xem ba phần được mở: công việc, mục tiêu, mốc. Phần tiền không mở.",
        sections=(_offer(), _money(), _goals(), _benchmarks(), _sources(), _to_sign()),
        footer="Nguyễn Văn Tuấn · In ngày 22/11/2026",
        page_words="Trang {page}/{pages}",
        printed_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    )


def _offer() -> Section:
    return Section(
        title="Điều đã hứa",
        parts=(
            Facts(
                rows=(
                    (
                        "Lương gộp một tháng\n総支給額",
                        "182.000 ¥\nkhoảng 29.848.000 ₫, tỷ giá 164 ₫/¥, tháng 10/2026",
                    ),
                    ("Giờ làm một tuần", "40 giờ, thêm giờ khoảng 20 giờ một tháng"),
                    ("Công việc", "Đứng máy tiện, đo kiểm, dọn phoi"),
                    ("Nơi làm", "Tỉnh Gifu (岐阜県)"),
                    ("Nhà ở", "Ký túc xá của công ty, 20.000 ¥ một tháng"),
                    ("So với lương tối thiểu", "Cao hơn mức của Gifu: 1.065 ¥ một giờ"),
                ),
            ),
            Notice(
                text="Có một khoản 45.000.000 ₫ không ai kê rõ là gì. Hãy hỏi công ty trước khi nộp."
            ),
            Table(
                title="Các khoản phải nộp",
                has_total=True,
                columns=(
                    Column(header="Khoản", width=5),
                    Column(header="Đã hứa", width=3, is_number=True),
                    Column(header="Mức trần", width=3, is_number=True),
                    Column(header="Nhận xét", width=4),
                ),
                rows=(
                    ("Tiền dịch vụ", "56.000.000 ₫", "89.544.000 ₫", "Trong mức trần"),
                    ("Học tiếng Nhật", "7.200.000 ₫", "5.900.000 ₫", "Cao hơn mức trần"),
                    ("Khám sức khỏe, hộ chiếu, thị thực", "4.350.000 ₫", "", "Không có mức trần"),
                    ("Không kê rõ", "45.000.000 ₫", "", "Phải hỏi lại"),
                    ("Cộng", "112.550.000 ₫", "", ""),
                ),
            ),
        ),
    )


def _money() -> Section:
    return Section(
        title="Tiền trước khi ký",
        parts=(
            Table(
                title="Lương còn lại một tháng ở Nhật",
                has_total=True,
                columns=(
                    Column(header="Dòng trên bảng lương", width=6),
                    Column(header="Năm 1", width=3, is_number=True),
                    Column(header="Năm 2", width=3, is_number=True),
                    Column(header="Năm 3", width=3, is_number=True),
                ),
                rows=(
                    ("Lương gộp\n総支給額", "182.000 ¥", "186.000 ¥", "190.000 ¥"),
                    ("Bảo hiểm y tế\n健康保険料", "−9.020 ¥", "−9.220 ¥", "−9.420 ¥"),
                    ("Hưu trí\n厚生年金保険料", "−16.470 ¥", "−17.020 ¥", "−17.390 ¥"),
                    ("Bảo hiểm việc làm\n雇用保険料", "−1.001 ¥", "−1.023 ¥", "−1.045 ¥"),
                    ("Thuế thu nhập\n所得税", "−2.180 ¥", "−2.290 ¥", "−2.390 ¥"),
                    ("Thuế cư trú\n住民税", "0 ¥", "−5.400 ¥", "−5.700 ¥"),
                    ("Nhà, điện, nước\n寮費・水道光熱費", "−28.000 ¥", "−28.000 ¥", "−28.000 ¥"),
                    ("Còn lại", "125.329 ¥", "123.047 ¥", "126.055 ¥"),
                ),
            ),
            Facts(
                title="Nợ và tiền để dành",
                rows=(
                    ("Vay", "120.000.000 ₫, lãi 6,6% một năm, Ngân hàng Chính sách xã hội"),
                    ("Trả mỗi tháng", "5.400.000 ₫"),
                    (
                        "Hết nợ",
                        "Tháng 9/2028, sau 24 tháng\nsớm nhất tháng 7/2028, muộn nhất tháng 1/2029",
                    ),
                    ("Để dành khi về", "320–410 triệu đồng, tùy giá yên"),
                    ("Để dành mỗi tháng", "Ở Nhật 9.800.000 ₫ · ở quê 2.100.000 ₫"),
                ),
            ),
        ),
    )


def _goals() -> Section:
    return Section(
        title="Mục tiêu",
        parts=(
            Paragraph(
                text="Có một xưởng tiện nhỏ ở Bắc Ninh, làm cho các công ty Nhật trong tỉnh."
            ),
            Facts(
                rows=(
                    ("Phương án A", "Làm tổ trưởng ở khu công nghiệp VSIP hai năm rồi mở xưởng"),
                    ("Phương án B", "Mở xưởng chung với anh trai ngay khi về"),
                ),
            ),
            Bullets(
                title="Ba việc phải làm trước",
                items=(
                    "Chứng chỉ kỹ năng nghề bậc 2 (技能検定2級): thầy Sato ở xưởng giúp.",
                    "200.000.000 ₫ tiền vốn: gia đình giữ sổ.",
                    "Đọc bản vẽ và tiếng Nhật trong xưởng ở bậc N3.",
                ),
            ),
        ),
    )


def _benchmarks() -> Section:
    columns = (
        Column(header="Mốc", width=9),
        Column(header="Trước ngày", width=3),
        Column(header="Đích", width=4),
        Column(header="Đã đạt", width=2),
    )

    def group(title: str, rows: tuple[tuple[str, str, str], ...]) -> Table:
        return Table(title=title, columns=columns, rows=tuple((*row, "□") for row in rows))

    return Section(
        title="Các mốc trên đường",
        parts=(
            group("Trước khi đi", BEFORE),
            group("Ở Nhật", IN_JAPAN),
            group("Trước khi về", BEFORE_RETURN),
            group("Ở quê", AT_HOME),
        ),
    )


def _sources() -> Section:
    return Section(
        title="Số liệu lấy từ đâu",
        parts=(
            Sources(
                items=(
                    "Lương tối thiểu theo tỉnh: Bộ Y tế, Lao động và Phúc lợi Nhật Bản (厚生労働省), 2025.",
                    "Mức trần tiền dịch vụ: Nghị định 112/2021/NĐ-CP và Thông tư 21/2021/TT-BLĐTBXH, 2021.",
                    "Khấu trừ trên lương: Hiệp hội bảo hiểm y tế (全国健康保険協会), Cơ quan Thuế quốc gia (国税庁), 2026.",
                    "Tỷ giá: 164 ₫/¥, trung bình tháng 10/2026.",
                    "Giá trị tăng thêm theo ngành ở Bắc Ninh: Cục Thống kê, 2024.",
                ),
            ),
        ),
    )


def _to_sign() -> Section:
    return Section(
        title="Ký tên",
        parts=(
            Signatures(
                lines=(
                    Signature(
                        role="Người lao động", name="Nguyễn Văn Tuấn", note="Ngày …… / …… / ………"
                    ),
                    Signature(role="Người tư vấn", name="Trần Thị Hồng", note="Ngày …… / …… / ………"),
                ),
            ),
        ),
    )
