using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports.Browser;

/// <summary>The page in a real browser, as a reader uses it: by mouse, by keys, by ear, on paper.</summary>
public sealed class BrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly Lazy<Task<IReadOnlyList<HardeningFinding>>> s_account = new(AccountAsync);

    [Fact]
    public async Task It_shows_how_the_account_stands_and_loads_nothing()
    {
        await using var page = await browser.OpenAsync(ReportScene.Mixed);
        Assert.Equal("Overview · A report", (string?)await page.ValueAsync("document.title"));
        Assert.Equal("6 findings · 2 accounts · 1 Region · read 2026-03-04 05:06 UTC", await page.TextAsync("#about"));
        Assert.Equal("1 Critical 1 High 0 Medium 0 Low 1 Informational", Flat(await page.TextAsync(".cards")));
        Assert.Equal("3 fail in all 1 pass 1 Unknown 1 suppressed", Flat(await page.TextAsync(".cards.small")));
        Assert.Contains("What could not be read is not clean", await page.TextAsync(".note.unknown"), StringComparison.Ordinal);
        Assert.Equal("CIS-7.0 0 of 2 controls pass 1 fail, 1 Unknown", Flat(await page.TextAsync(".benchmarks li")));
        // A name that means harm is a text like any other, in each view.
        foreach (var view in new[] { "findings", "breakdown?by=resource", "compliance", "network" })
        {
            await page.ValueAsync($"location.hash = '{view}'");
            await page.UntilAsync($"document.querySelector('main h2') && location.hash === '#{view}'");
        }

        Assert.Contains(ReportScene.Hostile.Replace("\u2028", "", StringComparison.Ordinal), (await page.TextAsync("main")).Replace("\u2028", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, await page.CountAsync("img, main script"));
        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task A_report_of_nothing_says_so_in_each_view()
    {
        await using var page = await browser.OpenAsync([]);
        foreach (var view in new[] { "overview", "findings", "breakdown", "compliance", "network" })
        {
            await page.ValueAsync($"location.hash = '{view}'");
            await page.UntilAsync($"document.querySelector('#views [aria-current]').dataset.key === 'view {view}'");
            Assert.Contains("no ", (await page.TextAsync("main")).Replace("None", "no ", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.Empty(await NamelessAsync(page));
        }

        Assert.Equal("No findings", await page.TextAsync("#about"));
        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task The_address_says_what_is_shown_and_Back_goes_back()
    {
        await using var page = await browser.OpenAsync(ReportScene.Mixed);
        await page.ClickAsync(".cards a.s-high");
        await page.UntilAsync("document.querySelector('.findings')");
        Assert.Equal("#findings?status=Fail&severity=High", await page.HashAsync());
        Assert.Equal("Findings 1 of 6", Flat(await page.TextAsync("h2")));
        await page.ClickAsync("[data-key='facet severity Critical']");
        await page.UntilAsync("document.querySelectorAll('.findings tbody tr').length === 2");
        Assert.Equal("#findings?status=Fail&severity=High&severity=Critical", await page.HashAsync());
        await page.ClickAsync("a.opens");
        await page.UntilAsync("document.querySelector('.detail')");
        var hash = await page.HashAsync();
        Assert.EndsWith("id=123456789012%2Fus-east-1%2Fec2-security-group-admin-ports-ipv4%2Fsg-1", hash, StringComparison.Ordinal);

        // The same address shows the same in another tab.
        await using var other = await browser.OpenAsync(ReportScene.Mixed, hash[1..]);
        Assert.Equal(await page.TextAsync("main"), await other.TextAsync("main"));
        foreach (var rows in new[] { 2, 1 })
        {
            await page.ValueAsync("history.back()");
            await page.UntilAsync($"!document.querySelector('.detail') && document.querySelectorAll('.findings tbody tr').length === {rows}");
        }

        await page.ValueAsync("history.back()");
        await page.UntilAsync("document.querySelector('.cards')");
        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task A_finding_shows_its_evidence_in_the_configuration_and_what_it_opens()
    {
        await using var page = await browser.OpenAsync(ReportScene.Mixed, "findings?status=Fail&id=123456789012%2Fus-east-1%2Fec2-security-group-admin-ports-ipv4%2Fsg-1");
        Assert.Equal("{\"SecurityGroupRuleId\":\"sgr-1\",\"FromPort\":22},", string.Concat((await page.ValueAsync("[...document.querySelectorAll('.configuration mark')].map(one => one.textContent).join('').replace(/\\s/g, '')"))!.GetValue<string>()));
        Assert.Equal("Remove-AdminIngress -GroupId sg-1 -Region us-east-1", await page.TextAsync(".command pre"));
        Assert.Equal("The internet (IPv4) 0.0.0.0/0 → web sg-1 → Web 2 i-00000000000000002: tcp 22", Flat(await page.TextAsync(".ways")));
        Assert.Equal(2, await page.CountAsync(".detail path.way.s-critical"));
        await page.ClickAsync(".ways + p a");
        await page.UntilAsync("document.querySelector('.openers')");
        // In the whole picture the finding's way stands out; it is told in words beside.
        Assert.Equal(2, await page.CountAsync(".focused path.way.selected"));
        Assert.Equal(3, await page.CountAsync(".focused .node.selected"));
        Assert.Equal(1, await page.CountAsync(".ends tr.selected"));
        Assert.Equal(1, await page.CountAsync(".openers a[aria-current]"));

        await page.ValueAsync("location.hash = 'findings?q=mfa-nothing-of-it'");
        await page.UntilAsync("document.querySelector('.list .note')");
        await page.ValueAsync("location.hash = 'findings?status=Suppressed&id=123456789012%2Fus-east-1%2Fec2-instance-imdsv2%2Fi-00000000000000004'");
        await page.UntilAsync("document.querySelector('.detail')");
        Assert.Equal("May stay because Replaced in May Answers for it Ann Until 2026-05-31", Flat(await page.TextAsync(".note.suppressed")));
        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task Keys_alone_find_open_and_close_a_finding()
    {
        await using var page = await browser.OpenAsync(ReportScene.Mixed);
        List<string> way = [];
        for (var step = 0; step < 8; step++)
        {
            await page.PressAsync("Tab");
            way.Add(await page.FocusAsync());
            Assert.NotEqual("none", (string?)await page.ValueAsync("getComputedStyle(document.activeElement).outlineStyle"));
        }

        Assert.Equal(["Skip to the content", "Overview", "Findings", "Breakdown", "Compliance", "Who reaches whom", "search"], way.Take(7));
        await page.PressAsync("/");
        await page.TypeAsync("imds");
        await page.UntilAsync("location.hash === '#findings?q=imds' && document.querySelector('.findings')");
        Assert.Equal("3 findings", await page.TextAsync("#told"));
        await page.PressAsync("ArrowDown", "ArrowDown", "ArrowUp", "Enter");
        await page.UntilAsync("document.activeElement.id === 'detail'");
        await page.PressAsync("Escape");
        await page.UntilAsync("document.activeElement.classList.contains('opens')");
        Assert.Equal("row 123456789012/us-east-1/ec2-instance-imdsv2/i-00000000000000002", (string?)await page.ValueAsync("document.activeElement.dataset.key"));
        Assert.Equal("#findings?q=imds", await page.HashAsync());
        // The focus stays on the filter that was set.
        await page.ValueAsync("document.querySelector('[data-key=\"facet status Pass\"]').focus()");
        await page.PressAsync(" ");
        await page.UntilAsync("location.hash === '#findings?status=Pass&q=imds' && document.querySelectorAll('.findings tbody tr').length === 1");
        Assert.Equal("facet status Pass", (string?)await page.ValueAsync("document.activeElement.dataset.key"));
        Assert.Empty(page.Problems());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_view_can_be_read_by_whoever_reads_it(bool dark)
    {
        var account = await s_account.Value;
        var first = Uri.EscapeDataString(Key(account.First(finding => finding is { Status: FindingStatus.Fail, Opens.Count: > 0 })));
        await using var page = await browser.OpenAsync(account, "", null, dark);
        foreach (var hash in new[] { "overview", $"findings?status=Fail&id={first}", "breakdown?by=rule", "compliance", "network" })
        {
            await page.ValueAsync($"location.hash = {BrowserPage.Quoted(hash)}");
            await page.UntilAsync($"location.hash === {BrowserPage.Quoted($"#{hash}")} && document.querySelector('#views [aria-current]').dataset.key === 'view {hash.Split('?')[0]}'");
            Assert.Empty(Texts(await page.ValueAsync(AccessibilityScript.Structure)));
            Assert.Empty(Texts(await page.ValueAsync(AccessibilityScript.LowContrast)));
            Assert.Empty(await NamelessAsync(page));
        }

        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task A_narrow_window_needs_no_scrolling_sideways()
    {
        await using var page = await browser.OpenAsync(await s_account.Value, "", (320, 700));
        foreach (var hash in new[] { "overview", "findings", "breakdown", "compliance", "network" })
        {
            await page.ValueAsync($"location.hash = '{hash}'");
            await page.UntilAsync($"document.querySelector('#views [aria-current]').dataset.key === 'view {hash}'");
            Assert.InRange((int)(await page.ValueAsync("document.scrollingElement.scrollWidth"))!, 0, 320);
        }
    }

    [Fact]
    public async Task On_paper_stands_the_whole_list_without_what_one_could_click()
    {
        await using var page = await browser.OpenAsync([.. Enumerable.Range(0, 150).Select(number => ReportScene.Finding(number))], "findings");
        Assert.Equal(100, await page.CountAsync(".findings tbody tr"));
        var pdf = Convert.FromBase64String((string)(await page.AskAsync("Page.printToPDF", new { paperWidth = 8.27, paperHeight = 11.69 }))["data"]!);
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"), 4, 12);
        Assert.Equal(100, await page.CountAsync(".findings tbody tr"));
        await page.MediaAsync("print", dark: true);
        await page.ValueAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(150, await page.CountAsync(".findings tbody tr"));
        Assert.Equal("none none none", (string?)await page.ValueAsync("['#views', 'search', '.facets'].map(one => getComputedStyle(document.querySelector(one)).display).join(' ')"));
        Assert.Equal("rgb(255, 255, 255)", (string?)await page.ValueAsync("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task Fifty_thousand_findings_are_one_short_page_at_a_time()
    {
        const int Many = 50_000;
        await using var page = await browser.OpenAsync(Enumerable.Range(0, Many).Select(number => ReportScene.Finding(number, (FindingStatus)(number % 4), (FindingSeverity)(number % 5)) with
        {
            RuleId = $"rule-{number % 97}", Service = $"service-{number % 13}", Region = $"region-{number % 17}", AccountId = $"{100000000000 + (number % 7)}",
            Opens = number % 50 == 0 ? [new("0.0.0.0/0", $"i-{number:x17}", "tcp 22") { Through = $"sg-{number % 300}" }] : [],
        }));
        Assert.StartsWith("50,000 findings · 7 accounts · 17 Regions", await page.TextAsync("#about"), StringComparison.Ordinal);
        foreach (var view in new[] { "overview", "findings", "breakdown?by=resource", "compliance", "network" })
        {
            await page.ValueAsync($"location.hash = '{view}'");
            await page.UntilAsync($"document.querySelector('#views [aria-current]').dataset.key === 'view {view.Split('?')[0]}'");
            Assert.InRange(await page.CountAsync("*"), 100, 4000);
        }

        await page.ValueAsync("location.hash = 'findings?status=Fail&severity=Critical&service=service-3'");
        await page.UntilAsync("document.querySelector('h2 small')");
        // Every fourth, of those every fifth, of those every thirteenth.
        var expected = Enumerable.Range(0, Many).Count(number => number % 4 == 0 && number % 5 == 4 && number % 13 == 3);
        Assert.Equal($"{expected} of 50,000", await page.TextAsync("h2 small"));
        await page.ClickAsync("[data-key='page Last']");
        await page.UntilAsync("location.hash.includes('page=')");
        Assert.Equal($"101 to {expected} of {expected} findings", await page.TextAsync(".pager p"));
        await page.PressAsync("/");
        await page.TypeAsync("0000c34f");
        await page.UntilAsync("location.hash.includes('q=0000c34f')");
        await page.ValueAsync("location.hash = 'findings?q=0000c34f'");
        await page.UntilAsync("document.querySelectorAll('.findings tbody tr').length === 1");
        Assert.Empty(page.Problems());
    }

    private static async Task<IReadOnlyList<HardeningFinding>> AccountAsync() => await AuditScene.AuditAsync(SandboxAccount.FromTemplate("SecurityEssentials"));

    private static string Key(HardeningFinding finding) => $"{finding.AccountId}/{finding.Region}/{finding.RuleId}/{finding.ResourceId}";

    /// <summary>What can be used and has no name for those who do not see it.</summary>
    private static async Task<IEnumerable<string>> NamelessAsync(BrowserPage page)
    {
        string[] used = ["link", "button", "checkbox", "searchbox", "img", "image", "table", "navigation", "heading", "group", "complementary"];
        var nodes = (await page.AskAsync("Accessibility.getFullAXTree"))["nodes"]!.AsArray();
        Assert.True(nodes.Count > 20);
        return nodes.Where(node => (bool?)node!["ignored"] != true && used.Contains((string?)node["role"]?["value"]) && string.IsNullOrWhiteSpace((string?)node["name"]?["value"]))
            .Select(node => node!.ToJsonString());
    }

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(one => (string)one!)];

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
