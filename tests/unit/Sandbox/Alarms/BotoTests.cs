using System.Diagnostics;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>boto3 speaks every protocol that CloudWatch's model names, and is made to use each in turn.</summary>
public class BotoTests
{
    private const string Script = """
        import datetime, sys
        import boto3, botocore.session
        for protocol in sys.argv[1:]:
            core = botocore.session.Session()
            loader = core.get_component('data_loader')
            plain = loader.load_service_model
            def load(*args, **named):
                model = dict(plain(*args, **named))
                if 'metadata' in model:
                    model['metadata'] = dict(model['metadata'], protocol=protocol, protocols=[protocol])
                return model
            loader.load_service_model = load
            cloudwatch = boto3.Session(botocore_session=core).client('cloudwatch')
            cloudwatch.put_metric_alarm(AlarmName='a', Namespace='N', MetricName='M', Statistic='Sum', Period=60, EvaluationPeriods=1, Threshold=1.5,
                ComparisonOperator='GreaterThanThreshold', Dimensions=[{'Name': 'd', 'Value': '\u00e4'}])
            alarm = cloudwatch.describe_alarms(AlarmNames=['a'])['MetricAlarms'][0]
            now = datetime.datetime.now(datetime.timezone.utc)
            assert abs((alarm['AlarmConfigurationUpdatedTimestamp'] - now).total_seconds()) < 300
            cloudwatch.put_metric_data(Namespace='N', MetricData=[{'MetricName': protocol, 'Value': 2.5, 'Timestamp': now}])
            data = cloudwatch.get_metric_data(StartTime=now - datetime.timedelta(hours=1), EndTime=now + datetime.timedelta(minutes=1), MetricDataQueries=[
                {'Id': 'q', 'MetricStat': {'Metric': {'Namespace': 'N', 'MetricName': protocol}, 'Period': 60, 'Stat': 'Sum'}}])['MetricDataResults'][0]
            try:
                cloudwatch.set_alarm_state(AlarmName='none', StateValue='OK', StateReason='r')
            except cloudwatch.exceptions.ResourceNotFound as error:
                code = error.response['Error']['Code']
            print(protocol, alarm['Threshold'], ascii(alarm['Dimensions'][0]['Value']), alarm['ActionsEnabled'], data['Values'], code)
        """;

    [Fact]
    public async Task Every_protocol_of_CloudWatch_says_the_same()
    {
        Assert.SkipWhen(Tools.Python is null, "Python is not on this machine.");
        await using var server = SandboxServer.Start(SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System }));
        var start = Tools.Start(Tools.Python!, "-c", Script, "query", "json", "smithy-rpc-v2-cbor");
        foreach (var (name, value) in new[]
        {
            ("AWS_ENDPOINT_URL", server.Endpoint.ToString().TrimEnd('/')), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "AKIASANDBOX"),
            ("AWS_SECRET_ACCESS_KEY", "none"), ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("NO_PROXY", "127.0.0.1"),
        })
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("AWS_PROFILE");
        start.Environment.Remove("AWS_SESSION_TOKEN");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await errors;
        Assert.SkipWhen(said.Contains("No module named", StringComparison.Ordinal) || said.Contains("UnknownProtocol", StringComparison.Ordinal),
            "boto3 is not on this machine, or knows not all of the protocols.");
        Assert.True(process.ExitCode == 0, said);
        Assert.Equal(
            new[] { "query", "json", "smithy-rpc-v2-cbor" }.Select(protocol => $@"{protocol} 1.5 '\xe4' True [2.5] ResourceNotFound"),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
    }
}
