using Amazon.CloudWatchLogs.Model;
using Amazon.DynamoDBv2.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.S3.Model;
using AwsHardening.Core.Account;

namespace AwsHardening.Bench;

/// <summary>The lists of <see cref="AuditSeed"/> and what completes their items, read by the SDK's clients alone: what an audit can at best cost.</summary>
internal static class BareReads
{
    private const int AtOnce = 16, LargePage = 1000;

    /// <returns>How many items there were.</returns>
    public static async Task<int> ReadAsync(AwsSession session)
    {
        var counts = await Task.WhenAll(NetworkAsync(session), IdentitiesAsync(session), LogGroupsAsync(session), BucketsAsync(session), KeysAsync(session), TablesAsync(session));
        return counts.Sum();
    }

    private static async Task<int> NetworkAsync(AwsSession session)
    {
        var groups = await session.Ec2.Paginators.DescribeSecurityGroups(new DescribeSecurityGroupsRequest()).SecurityGroups.CountAsync();
        var rules = await session.Ec2.Paginators.DescribeSecurityGroupRules(new DescribeSecurityGroupRulesRequest()).SecurityGroupRules.CountAsync();
        return groups + rules + await session.Ec2.Paginators.DescribeNetworkInterfaces(new DescribeNetworkInterfacesRequest()).NetworkInterfaces.CountAsync();
    }

    private static async Task<int> IdentitiesAsync(AwsSession session) => await session.Iam.Paginators
        .GetAccountAuthorizationDetails(new GetAccountAuthorizationDetailsRequest { MaxItems = LargePage }).Responses
        .Select(page => (page.UserDetailList?.Count ?? 0) + (page.RoleDetailList?.Count ?? 0) + (page.Policies?.Count ?? 0)).SumAsync();

    private static async Task<int> LogGroupsAsync(AwsSession session) =>
        await session.Logs.Paginators.DescribeLogGroups(new DescribeLogGroupsRequest()).LogGroups.CountAsync();

    private static async Task<int> BucketsAsync(AwsSession session)
    {
        var buckets = (await session.S3.ListBucketsAsync(new ListBucketsRequest())).Buckets;
        await EachAsync(buckets, async bucket =>
        {
            var name = bucket.BucketName;
            await session.S3.GetBucketOwnershipControlsAsync(new GetBucketOwnershipControlsRequest { BucketName = name });
            await session.S3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = name });
            await session.S3.GetBucketVersioningAsync(name);
            await session.S3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = name });
            await session.S3.GetBucketLoggingAsync(new GetBucketLoggingRequest { BucketName = name });
            await OrNothingAsync(() => session.S3.GetLifecycleConfigurationAsync(name));
            await OrNothingAsync(() => session.S3.GetBucketPolicyAsync(name));
            await OrNothingAsync(() => session.S3.GetBucketPolicyStatusAsync(new GetBucketPolicyStatusRequest { BucketName = name }));
        });
        return buckets.Count;
    }

    private static async Task<int> KeysAsync(AwsSession session)
    {
        var keys = await session.Kms.Paginators.ListKeys(new ListKeysRequest { Limit = LargePage }).Keys.ToListAsync();
        await EachAsync(keys, async key =>
        {
            await session.Kms.DescribeKeyAsync(key.KeyId);
            await session.Kms.GetKeyRotationStatusAsync(key.KeyId);
            await session.Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.KeyId, PolicyName = "default" });
        });
        return keys.Count;
    }

    private static async Task<int> TablesAsync(AwsSession session)
    {
        var tables = await session.DynamoDb.Paginators.ListTables(new ListTablesRequest()).TableNames.ToListAsync();
        await EachAsync(tables, async table =>
        {
            await session.DynamoDb.DescribeTableAsync(table);
            await session.DynamoDb.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = table });
        });
        return tables.Count;
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> read) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await read(item));

    // What is not set is answered with an error.
    private static async Task OrNothingAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Amazon.S3.AmazonS3Exception)
        {
        }
    }
}
