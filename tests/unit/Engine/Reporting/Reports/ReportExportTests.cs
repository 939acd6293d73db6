using System.Runtime.CompilerServices;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reporting.Reports;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports;

public sealed class ReportExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reports-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("report.html", new[] { ReportFormat.Html }, new[] { "report.html" })]
    [InlineData("any.name", new[] { ReportFormat.Json }, new[] { "any.name" })]
    [InlineData("", new[] { ReportFormat.Sarif }, new[] { "hardening-report.sarif" })]
    [InlineData("report", new[] { ReportFormat.Html, ReportFormat.Ocsf }, new[] { "report.html", "report.ocsf.json" })]
    [InlineData("report.html", new[] { ReportFormat.Html, ReportFormat.Json, ReportFormat.Asff }, new[] { "report.html", "report.json", "report.asff.json" })]
    [InlineData("a.b", new[] { ReportFormat.JUnit, ReportFormat.Csv, ReportFormat.Markdown }, new[] { "a.b.junit.xml", "a.b.csv", "a.b.md" })]
    public void Each_format_has_its_file(string path, ReportFormat[] formats, string[] files) => Assert.Equal(
        files.Select(file => Path.Combine(_folder, file)),
        ReportExport.Paths(new ReportOptions { Format = [.. formats, .. formats], Path = Path.Combine(_folder, path) }).Select(one => one.Path));

    [Fact]
    public void A_file_stands_in_its_place_once_it_is_whole_and_what_is_cut_off_leaves_nothing()
    {
        using (var cut = new ReportExport(Options(Enum.GetValues<ReportFormat>())))
        {
            cut.Add(ReportScene.Finding());
            Assert.All(Directory.EnumerateFiles(_folder), file => Assert.EndsWith(".partial", file, StringComparison.Ordinal));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder));
        using var export = new ReportExport(Options(Enum.GetValues<ReportFormat>()));
        export.Add(ReportScene.Finding());
        var written = export.Complete();
        Assert.Equal(written.Order(), Directory.EnumerateFiles(_folder).Order());
        Assert.Equal(8, written.Count);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in written)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_it_may_be_replaced()
    {
        var path = Path.Combine(_folder, "report.json");
        File.WriteAllText(path, "mine");
        var refused = Assert.Throws<OperationException>(() => new ReportExport(Options([ReportFormat.Csv, ReportFormat.Json])));
        Assert.Equal("FileExists", refused.Error.Id);
        Assert.Equal([path], Directory.EnumerateFiles(_folder));
        Assert.Equal("mine", File.ReadAllText(path));
        using var export = new ReportExport(Options([ReportFormat.Json]) with { Path = path, Force = true });
        export.Complete();
        Assert.StartsWith("{", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_before_the_first_finding() => Assert.Equal(
        "FileNotWritable", Assert.Throws<OperationException>(() => new ReportExport(Options([ReportFormat.Csv]) with { Path = Path.Combine(_folder, "no", "r.csv") })).Error.Id);

    [Theory]
    [InlineData(FindingSeverity.Critical, false, false)]
    [InlineData(FindingSeverity.High, false, true)]
    [InlineData(FindingSeverity.Low, false, true)]
    public void It_fails_where_a_finding_is_as_bad_as_that(FindingSeverity on, bool allow, bool fails)
    {
        using var export = Counted(on, allow, ReportScene.Finding(), ReportScene.Finding(2, FindingStatus.Suppressed, FindingSeverity.Critical), ReportScene.Finding(3, FindingStatus.Pass, FindingSeverity.Critical));
        Assert.Equal(fails, export.Failure() is not null);
        Assert.Equal("1 fail (1 High), 0 Unknown, 1 suppressed, 1 pass", export.Summary);
    }

    [Fact]
    public void What_is_not_known_fails_as_what_is_broken_does_unless_that_is_allowed()
    {
        using var strict = Counted(FindingSeverity.High, false, ReportScene.Finding(1, FindingStatus.Unknown));
        Assert.Contains("1 are Unknown, which is not clean", strict.Failure()!.Message, StringComparison.Ordinal);
        using var lenient = Counted(FindingSeverity.High, true, ReportScene.Finding(1, FindingStatus.Unknown));
        Assert.Null(lenient.Failure());
        using var nothing = Counted(FindingSeverity.High, false);
        Assert.Contains("not clean", nothing.Failure()!.Message, StringComparison.Ordinal);
        using var unasked = Counted(null, false, ReportScene.Finding());
        Assert.Null(unasked.Failure());
    }

    [Fact]
    public void What_is_large_about_a_finding_goes_when_it_is_written()
    {
        const int Many = 5_000;
        using var export = new ReportExport(Options(Enum.GetValues<ReportFormat>()));
        var findings = Enumerable.Range(0, Many).Select(number => Pass(export, number)).ToArray();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(findings.Count(one => one.TryGetTarget(out _)), 0, 10);
        export.Complete();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<string> Pass(ReportExport export, int number)
    {
        // One suite of JUnit's, which waits until its rule has ended.
        var finding = ReportScene.Finding(number);
        export.Add(finding);
        return new(finding.Configuration!);
    }

    [Theory]
    [InlineData(":0", true)]
    [InlineData(null, false)]
    public void A_report_is_opened_where_there_is_a_screen_and_else_told_of(string? display, bool opens)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "other systems have a screen");
        var program = Path.Combine(_folder, "xdg-open");
        var page = Path.Combine(_folder, "r.html");
        File.WriteAllText(program, "");
        File.WriteAllText(page, "");
        List<string> started = [];
        var opener = new SystemReportOpener(name => name switch { "DISPLAY" => display, "PATH" => _folder, _ => null }, start => started.Add($"{start.FileName} {string.Join(' ', start.ArgumentList)}"));
        var host = new TestHost();
        ReportView.Show(page, opener, host);
        Assert.Equal(opens ? [$"{program} {page}"] : [], started);
        Assert.Equal(opens ? 0 : 1, host.Warnings.Count(warning => warning.Contains(page, StringComparison.Ordinal)));
        Assert.Equal("HardeningReportNotFound", Assert.Throws<OperationException>(() => ReportView.Show(Path.Combine(_folder, "none.html"), opener, host)).Error.Id);
    }

    private static ReportExport Counted(FindingSeverity? on, bool allow, params HardeningFinding[] findings)
    {
        var export = new ReportExport(new ReportOptions { Format = [ReportFormat.Json], Path = "", FailOn = on, AllowUnknown = allow }, write: false);
        Array.ForEach(findings, export.Add);
        return export;
    }

    private ReportOptions Options(ReportFormat[] formats) => new() { Format = formats, Path = Path.Combine(_folder, "report") };
}
