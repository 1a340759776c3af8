#include "map/words.h"

#include <string.h>

static const dln_words english = {
    .capitals = true,
    .comma = ", ",
    .and = " and ",
    .months = {"January", "February", "March", "April", "May", "June", "July", "August",
               "September", "October", "November", "December"},
    .short_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                     "Dec"},
    .north = "N",
    .south = "S",
    .east = "E",
    .west = "W",
    .kilometres = "km",
    .metres = "m",
    .kinds = {[DLN_STRIKE] = {"strike", "strikes"},
              [DLN_EXPLOSION] = {"explosion", "explosions"},
              [DLN_CLASH] = {"clash", "clashes"},
              [DLN_ATTACK] = {"attack", "attacks"},
              [DLN_INTERCEPTION] = {"interception", "interceptions"},
              [DLN_ABDUCTION] = {"abduction", "abductions"},
              [DLN_ARREST] = {"arrest", "arrests"},
              [DLN_SEIZURE] = {"seizure", "seizures"},
              [DLN_MOVEMENT] = {"movement", "movements"},
              [DLN_PROTEST] = {"protest", "protests"},
              [DLN_RIOT] = {"riot", "riots"},
              [DLN_MEETING] = {"meeting", "meetings"}},
    .statuses = {[DLN_REPORTED] = "reported",
                 [DLN_CLAIMED] = "claimed",
                 [DLN_ALLEGED] = "alleged",
                 [DLN_DENIED] = "denied",
                 [DLN_PLANNED] = "planned",
                 [DLN_THREATENED] = "threatened",
                 [DLN_PREVENTED] = "prevented"},
    .incidents = {"{} incident", "{} incidents", "{} incidents", "{} incidents"},
    .reports = {"{} report", "{} reports", "{} reports", "{} reports"},
    .countries = {"{} country", "{} countries", "{} countries", "{} countries"},
    .unnamed = {"{} place is shown without a full name for want of room.",
                "{} places are shown without a full name for want of room.",
                "{} places are shown without a full name for want of room.",
                "{} places are shown without a full name for want of room."},
    .several_incidents = "Incidents",
    .source = "Source: ",
    .sources = "Sources: ",
    .and_more = " and {} more",
    .not_shown = "Not shown: {}.",
    .outside = " outside this map",
    .unplaced = " without a known place",
    .too_rough = " known by region only",
    .undated = " whose date is not known well enough",
    .coarse_coast = "Coast and borders simplified to about 1 km. ",
    .map_data = "Map data: GeoNames (CC BY 4.0), Natural Earth, GSHHG. Made with dateline.",
    .no_date = "undated",
    .place_unknown = "{}: exact place not known",
    .places_unknown = "Exact place not known:",
    .elsewhere = "elsewhere {}",
    .in = " in ",
    .no_incidents = "No incidents",
    .no_incidents_here = "No incidents here",
    .to = "to ",
    .from = "from ",
    .by = "by ",
    .on = "on ",
    .place_known = "{}, place known",
    .way_known = "{}, way known",
    .launch = "From launch to target",
    .planned = "Planned",
    .rough = "Place known roughly",
    .gathered = "Several, by type",
    .others = "Others",
    .highlighted = "Pointed out",
    .sizes = {[DLN_SIZE_BY_COUNT] = "Size: number of incidents",
              [DLN_SIZE_BY_FATALITIES] = "Size: killed, at least",
              [DLN_SIZE_BY_CASUALTIES] = "Size: killed or injured, at least"},
    .not_said = "None, or not said",
    .per_hexagon = "Incidents per hexagon of {}",
    .per_area = "Incidents per 1,000 km\xC2\xB2",
    .and_above = "{} and more",
};

// Modern Standard Arabic as agencies write it.
static const dln_words arabic = {
    .rtl = true,
    .comma = "، ",
    .and = " و",
    .months = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
               "أكتوبر", "نوفمبر", "ديسمبر"},
    .short_months = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس",
                     "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
    .north = "ش",
    .south = "ج",
    .east = "ق",
    .west = "غ",
    .kilometres = "كم",
    .metres = "م",
    .kinds = {[DLN_STRIKE] = {"ضربة", "ضربات"},
              [DLN_EXPLOSION] = {"انفجار", "انفجارات"},
              [DLN_CLASH] = {"اشتباك", "اشتباكات"},
              [DLN_ATTACK] = {"هجوم", "هجمات"},
              [DLN_INTERCEPTION] = {"اعتراض", "عمليات اعتراض"},
              [DLN_ABDUCTION] = {"اختطاف", "عمليات اختطاف"},
              [DLN_ARREST] = {"اعتقال", "اعتقالات"},
              [DLN_SEIZURE] = {"استيلاء", "عمليات استيلاء"},
              [DLN_MOVEMENT] = {"تحرك", "تحركات"},
              [DLN_PROTEST] = {"احتجاج", "احتجاجات"},
              [DLN_RIOT] = {"شغب", "أعمال شغب"},
              [DLN_MEETING] = {"اجتماع", "اجتماعات"}},
    .statuses = {[DLN_REPORTED] = "وفق تقارير",
                 [DLN_CLAIMED] = "جرى تبنّيه",
                 [DLN_ALLEGED] = "مزعوم",
                 [DLN_DENIED] = "منفي",
                 [DLN_PLANNED] = "مخطط له",
                 [DLN_THREATENED] = "مهدَّد به",
                 [DLN_PREVENTED] = "أُحبط"},
    .incidents = {"حادثة واحدة", "حادثتان", "{} حوادث", "{} حادثة"},
    .reports = {"تقرير واحد", "تقريران", "{} تقارير", "{} تقريرًا"},
    .countries = {"دولة واحدة", "دولتين", "{} دول", "{} دولة"},
    .unnamed = {"مكان واحد بلا اسمه الكامل لضيق المساحة.",
                "مكانان بلا اسميهما الكاملين لضيق المساحة.",
                "{} أماكن بلا أسمائها الكاملة لضيق المساحة.",
                "{} مكانًا بلا أسمائها الكاملة لضيق المساحة."},
    .several_incidents = "حوادث",
    .source = "المصدر: ",
    .sources = "المصادر: ",
    .and_more = " و{} غيرها",
    .not_shown = "لا يظهر على الخريطة: {}.",
    .outside = " خارج هذه الخريطة",
    .unplaced = " من دون مكان معروف",
    .too_rough = " لا تُعرف إلا منطقتها",
    .undated = " لا يُعرف تاريخها بدقة كافية",
    .coarse_coast = "السواحل والحدود مبسّطة إلى نحو كيلومتر واحد. ",
    .map_data =
        "بيانات الخريطة: GeoNames (CC BY 4.0)، Natural Earth، GSHHG. أُعدّت هذه الخريطة ببرنامج "
        "dateline.",
    .no_date = "بلا تاريخ",
    .place_unknown = "{}: المكان بالضبط غير معروف",
    .places_unknown = "المكان بالضبط غير معروف:",
    .elsewhere = "وفي أماكن أخرى {}",
    .in = " في ",
    .no_incidents = "لا حوادث",
    .no_incidents_here = "لا حوادث هنا",
    .to = "إلى ",
    .from = "من ",
    .by = "الفاعل: ",
    .on = "الهدف: ",
    .place_known = "{}، المكان معروف",
    .way_known = "{}، المسار معروف",
    .launch = "من موقع الإطلاق إلى الهدف",
    .planned = "مخطط له",
    .rough = "المكان معروف تقريبًا",
    .gathered = "عدة حوادث بحسب النوع",
    .others = "أخرى",
    .highlighted = "مشار إليه",
    .sizes = {[DLN_SIZE_BY_COUNT] = "الحجم: عدد الحوادث",
              [DLN_SIZE_BY_FATALITIES] = "الحجم: عدد القتلى على الأقل",
              [DLN_SIZE_BY_CASUALTIES] = "الحجم: عدد القتلى والجرحى على الأقل"},
    .not_said = "لا أحد، أو لم يُذكر",
    .per_hexagon = "عدد الحوادث في كل سداسي عرضه {}",
    .per_area = "عدد الحوادث في كل 1,000 كم\xC2\xB2",
    .and_above = "{} فأكثر",
};

static const dln_relation_words arabic_relations[] = {
    {"northeastern ", "شمال شرق "},
    {"northwestern ", "شمال غرب "},
    {"southeastern ", "جنوب شرق "},
    {"southwestern ", "جنوب غرب "},
    {"northern ", "شمال "},
    {"southern ", "جنوب "},
    {"eastern ", "شرق "},
    {"western ", "غرب "},
    {"central ", "وسط "},
    {"north of ", "شمال "},
    {"south of ", "جنوب "},
    {"east of ", "شرق "},
    {"west of ", "غرب "},
    {"northeast of ", "شمال شرق "},
    {"northwest of ", "شمال غرب "},
    {"southeast of ", "جنوب شرق "},
    {"southwest of ", "جنوب غرب "},
    {"near the ", "قرب "},
    {"near ", "قرب "},
    {"outside ", "خارج "},
    {"around ", "محيط "},
    {"off ", "قبالة "},
    {NULL, NULL},
};

const dln_words *dln_words_of(dln_map_language language) {
    switch (language) {
    case DLN_MAP_ENGLISH:
        return &english;
    case DLN_MAP_ARABIC:
        return &arabic;
    }
    return NULL;
}

const dln_relation_words *dln_words_relations(dln_map_language language) {
    return language == DLN_MAP_ARABIC ? arabic_relations : NULL;
}

dln_str dln_words_fill(const char *pattern, dln_str value, dln_arena *arena) {
    const char *gap = strstr(pattern, "{}");
    if (!gap)
        return dln_str_from(pattern);
    return dln_arena_printf(arena, "%.*s%.*s%s", (int)(gap - pattern), pattern, DLN_STR_ARG(value),
                            gap + 2);
}

static dln_str grouped(size_t number, dln_arena *arena) {
    if (number < 1000)
        return dln_arena_printf(arena, "%zu", number);
    return dln_arena_printf(arena, "%.*s,%03zu", DLN_STR_ARG(grouped(number / 1000, arena)),
                            number % 1000);
}

// Unicode CLDR, plural rules of Arabic: few is 3 to 10 of the last two digits, many 11 to 99; what
// is left over (100, 101, 102) takes the singular, as many does. English knows one and others.
dln_str dln_words_count(const dln_noun *noun, size_t count, dln_arena *arena) {
    size_t tail = count % 100;
    const char *form = count == 1                ? noun->one
                       : count == 2              ? noun->two
                       : tail >= 3 && tail <= 10 ? noun->few
                                                 : noun->many;
    return dln_words_fill(form, grouped(count, arena), arena);
}

dln_str dln_words_kind(const dln_words *words, dln_incident_type type, size_t count) {
    return dln_str_from(count == 1 ? words->kinds[type].one : words->kinds[type].several);
}

dln_str dln_words_capitalised(const dln_words *words, dln_str word, dln_arena *arena) {
    if (!words->capitals || !word.len || word.data[0] < 'a' || word.data[0] > 'z')
        return word;
    return dln_arena_printf(arena, "%c%.*s", word.data[0] - 'a' + 'A', (int)word.len - 1,
                            word.data + 1);
}
