using Liandong.Core.Procedures;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>Another city in an hour: what <c>city new</c> writes is clean, stays clean as it is made one's own, and the page that explains it names every word.</summary>
public sealed class CityTemplateTests
{
    private static readonly CityFiles s_new = CityTemplate.Make("springfield");

    [Fact]
    public void What_city_new_writes_is_clean() => Assert.Empty(Faults(s_new));

    [Fact]
    public void Made_ones_own_by_the_page_it_is_clean_still()
    {
        var own = With(s_new,
            ("city.json", t => t.Replace("\"Etc/UTC\"", "\"Australia/Sydney\"").Replace("\"yellow\": 0.5, \"orange\": 0.8", "\"yellow\": 0.6, \"orange\": 0.85")
                .Replace("\"channels\": [", "\"grounds\": [{ \"layer\": \"main\", \"levels\": [\"city\", \"ward\"] }],\n  \"channels\": [\n    { \"code\": \"round\", \"name\": { \"en\": \"Crew\", \"zh\": \"作业班\" }, \"procedure\": \"round\" },")
                .Replace("\"en\": \"Very satisfied\"", "\"en\": \"Great\"")),
            ("areas.csv", t => t + "hill,springfield,ward,main,Hill Ward,山片区,Hill\n"),
            ("areas/all.geojson", _ => Shapes),
            ("units.csv", t => t + "works-hill,works,section,Works Hill,工务山片,,hill\n"),
            ("posts.csv", t => t.TrimEnd('\n') + "\nworks-hill.clerk,works-hill,clerk,Clerk,经办人,0\nworks-hill.crew,works-hill,crew,Crew,作业班,0\ndesk.verifier,desk,verifier,Inspector,核查员,1\n"),
            ("people.csv", t => t + "ida,Ida Moss,艾苔,works-hill.clerk,A,,,yes,,\njon,Jon Fern,乔蕨,works-hill.crew,A,,,yes,,\nkim,Kim Ash,金岑,desk.verifier,A,,,yes,,\n"),
            ("catalogue.csv", t => t + "sign,Damaged sign,路牌损坏,Streets,道路,help,sign.any,,Every sign,全部路牌,5 working-day,work,Sign stands,路牌完好,after,,\n"),
            ("affairs.csv", t => t + "sign,,@ward/section,,The section of the ward keeps its signs,片区工务负责本片路牌\n"),
            ("calendars/work.json", t => t.Replace("\"2026-12-25\"", "\"2026-04-03\", \"2026-12-25\"")),
            ("procedures/round.json", _ => Round),
            ("procedures/examples.json", t => t.Replace("\"examples\": [", """
                "examples": [
                    {
                      "name": {"en": "Without a photo it is audited.", "zh": "无照片一律抽查。"},
                      "given": {"procedure": "round", "class": "sign", "by": "jon", "channel": "round", "area": "hill", "fields": {"done": "Put upright"}},
                      "do": [{"by": "kim", "act": "audit"}],
                      "expect": {"state": "closed", "unit": "works-hill", "clock handling": "stopped"}
                    },
                """)),
            ("texts/en.json", t => t.Replace("{\n", "{\n  \"role.crew\": \"Crew\",\n  \"role.verifier\": \"Inspector\",\n")),
            ("texts/zh.json", t => t.Replace("{\n", "{\n  \"role.crew\": \"作业班\",\n  \"role.verifier\": \"核查员\",\n")));

        Assert.Empty(Faults(own));
    }

    [Fact]
    public void The_page_on_the_format_names_every_word_of_the_procedures()
    {
        var page = File.ReadAllText(Path.Combine(CityFolderTests.FolderOf("boston"), "..", "..", "docs", "city-format.md"));
        var words = Names<GuardKind>().Concat(Names<EffectKind>()).Concat(Names<FieldType>()).Concat(Names<Seat>()).Concat(Names<BranchWhen>());

        Assert.All(words, w => Assert.True(page.Contains('`' + w + '`', StringComparison.Ordinal) || page.Contains('`' + w + ' ', StringComparison.Ordinal), w));
    }

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(n => string.Concat(n.Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + c : c.ToString())).ToLowerInvariant());

    private static IEnumerable<string> Faults(CityFiles files) => CityFolder.Check(files).Faults.Select(f => $"{f.File}:{f.Line}: {f.Value}: {f.Text.En}");

    private static CityFiles With(CityFiles files, params (string File, Func<string, string> Change)[] changes)
    {
        var changed = files.Files.ToDictionary(StringComparer.Ordinal);
        foreach (var (file, change) in changes)
        {
            changed[file] = change(changed.GetValueOrDefault(file, ""));
        }
        return new CityFiles(changed);
    }

    private const string Shapes = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"springfield"},"geometry":{"type":"Polygon","coordinates":[[[150.3,-33.8],[150.4,-33.8],[150.5,-33.8],[150.6,-33.8],[150.6,-33.6],[150.5,-33.6],[150.4,-33.6],[150.3,-33.6],[150.3,-33.8]]]}},
        {"type":"Feature","properties":{"code":"west"},"geometry":{"type":"Polygon","coordinates":[[[150.3,-33.8],[150.4,-33.8],[150.4,-33.6],[150.3,-33.6],[150.3,-33.8]]]}},
        {"type":"Feature","properties":{"code":"hill"},"geometry":{"type":"Polygon","coordinates":[[[150.4,-33.8],[150.5,-33.8],[150.5,-33.6],[150.4,-33.6],[150.4,-33.8]]]}},
        {"type":"Feature","properties":{"code":"east"},"geometry":{"type":"Polygon","coordinates":[[[150.5,-33.8],[150.6,-33.8],[150.6,-33.6],[150.5,-33.6],[150.5,-33.8]]]}}
        ]}
        """;

    private const string Round = """
        {
          "format": 1, "code": "round", "name": { "en": "Fixed on the round", "zh": "巡回自处理" },
          "openedBy": ["crew"],
          "opening": {
            "fields": [
              { "code": "before", "label": { "en": "Before", "zh": "处置前" }, "type": "files", "max": 5 },
              { "code": "photos", "label": { "en": "Afterwards", "zh": "处置后" }, "type": "files", "max": 5 },
              { "code": "done", "label": { "en": "What was done", "zh": "处置情况" }, "type": "text", "required": true, "min": 4, "max": 1000 }
            ],
            "effects": ["open-self", "start-clock handling", "collect-evidence before", "collect-evidence after", "report-lead", "stop-clock handling"],
            "branches": [{ "when": "photos-missing", "to": "audit" }]
          },
          "first": "done",
          "clocks": [{ "code": "handling", "name": { "en": "Handling", "zh": "处置" } }],
          "steps": [
            { "code": "done", "name": { "en": "Done", "zh": "已处理" }, "role": "crew", "seat": "lead", "after": { "limit": "2 urgent-hour", "act": "close-by-itself" } },
            { "code": "audit", "name": { "en": "Audit", "zh": "抽查" }, "role": "verifier", "seat": "area", "limit": "2 working-day" },
            { "code": "closed", "name": { "en": "Closed", "zh": "结案" }, "role": "verifier", "seat": "area" }
          ],
          "acts": [
            { "name": "close-by-itself", "label": { "en": "Closes by itself", "zh": "自动结案" }, "seat": "rule", "from": ["done"], "to": "closed", "effects": ["close resolved"] },
            { "name": "take-back", "label": { "en": "Entered by mistake", "zh": "误报撤回" }, "roles": ["crew"], "seat": "lead", "from": ["done"], "to": "closed", "effects": ["void"] },
            { "name": "audit", "label": { "en": "Audited", "zh": "抽查完成" }, "roles": ["verifier"], "seat": "area", "from": ["audit"], "to": "closed", "guards": ["not-handler-unit"], "effects": ["close resolved"] }
          ]
        }
        """;
}
