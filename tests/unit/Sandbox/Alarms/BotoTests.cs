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
        await using var server = SandboxServer.Start(SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System }));
        var output = await Boto.RunAsync(server, Script, "query", "json", "smithy-rpc-v2-cbor");
        Assert.Equal(
            new[] { "query", "json", "smithy-rpc-v2-cbor" }.Select(protocol => $@"{protocol} 1.5 '\xe4' True [2.5] ResourceNotFound"),
            output);
    }
}
