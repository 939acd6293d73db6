# A whole baseline against somebody else's idea of AWS: set up, set up again, read by the aws CLI, taken down.

Describe 'A baseline on a third-party endpoint' {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        $moto = Start-Moto $TestDrive
        if (-not $moto) { return }
        Import-TestModule
        $endpoint = $moto.Endpoint
        function Invoke-Cli { Invoke-AwsCli $endpoint @args }

        $regions = 'us-east-1', 'eu-west-1'
        $bucket = 'audit-logs-moto'
        $options = @{ Region = $regions; BucketName = $bucket; Confirm = $false }
        $null = Connect-AwsHardening -Credential ([pscredential]::new('testing', (New-Secret 'testing'))) -Region us-east-1 -EndpointUrl $endpoint

        # moto names the role of AWS Config AWSServiceRoleForconfig and then does not find it as AWSServiceRoleForConfig, as AWS would:
        # so it is there before.
        $null = Invoke-Cli iam create-role --region us-east-1 --role-name AWSServiceRoleForConfig --path /aws-service-role/config.amazonaws.com/ `
            --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"config.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    }

    AfterAll {
        if ($moto) {
            Disconnect-AwsHardening
            Stop-Process -Id $moto.Process.Id
        }
    }

    BeforeEach {
        if (-not $moto) { Set-ItResult -Skipped -Because $NoMoto }
    }

    It 'is made, in every Region, and the aws CLI reads it so' {
        $items = Enable-AuditBaseline @options -ErrorAction Stop
        ($items | Where-Object ResourceId -NE AWSServiceRoleForConfig).Status | Sort-Object -Unique | Should -BeExactly 'Created'
        $trail = (Invoke-Cli cloudtrail describe-trails --region us-east-1).trailList
        $trail | Should -HaveCount 1
        $trail.S3BucketName, $trail.IsMultiRegionTrail, $trail.LogFileValidationEnabled | Should -Be $bucket, $true, $true
        (Invoke-Cli cloudtrail get-trail-status --region us-east-1 --name $trail.Name).IsLogging | Should -BeTrue
        (Invoke-Cli s3api get-bucket-versioning --region us-east-1 --bucket $bucket).Status | Should -BeExactly 'Enabled'
        (Invoke-Cli s3api get-public-access-block --region us-east-1 --bucket $bucket).PublicAccessBlockConfiguration.PSObject.Properties.Value | Should -Be $true, $true, $true, $true
        (Invoke-Cli s3api get-bucket-policy --region us-east-1 --bucket $bucket).Policy | Should -Match 'aws:SourceArn'
        foreach ($region in $regions) {
            $recorder = (Invoke-Cli configservice describe-configuration-recorders --region $region).ConfigurationRecorders
            $recorder.recordingGroup.allSupported, $recorder.recordingGroup.includeGlobalResourceTypes | Should -Be $true, ($region -eq 'us-east-1')
            (Invoke-Cli configservice describe-configuration-recorder-status --region $region).ConfigurationRecordersStatus.recording | Should -BeTrue
            $detector = (Invoke-Cli guardduty list-detectors --region $region).DetectorIds
            (Invoke-Cli guardduty get-detector --region $region --detector-id $detector).Status | Should -BeExactly 'ENABLED'
        }
    }

    It 'again changes nothing' {
        # A trail of AWS logs all management events until it is told otherwise, and says so; moto names no selectors until some are put.
        $null = Invoke-Cli cloudtrail put-event-selectors --region us-east-1 --trail-name All-API-Commands-across-all-Regions `
            --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[]}]'
        $changes = @(Get-HardeningChange).Count
        (Enable-AuditBaseline @options -ErrorAction Stop).Status | Sort-Object -Unique | Should -BeExactly 'Unchanged'
        @(Get-HardeningChange).Count | Should -Be $changes
        (Get-AuditBaseline -Region $regions | Where-Object Check -NE Delivered).State | Sort-Object -Unique | Should -BeExactly 'Yes'
    }

    It 'has alarms on it, once, which the aws CLI reads so and then finds gone' {
        $alarms = @{ Name = 'RootUse', 'VpcChanges', 'GuardDutyFinding'; Email = 'security@example.com'; WarningAction = 'SilentlyContinue'; ErrorAction = 'Stop' }
        $items = Enable-SecurityAlarm @alarms
        $items.Status | Sort-Object -Unique | Should -BeIn 'Created', 'Raised', 'PendingConfirmation'
        $group = ((Invoke-Cli cloudtrail describe-trails --region us-east-1).trailList.CloudWatchLogsLogGroupArn -split ':')[6]
        $filters = (Invoke-Cli logs describe-metric-filters --region us-east-1 --log-group-name $group).metricFilters
        $filters.filterName | Should -Be 'AwsHardening-RootUse', 'AwsHardening-VpcChanges'
        $filters[0].filterPattern | Should -BeLike '*$.userIdentity.invokedBy NOT EXISTS*'
        $topic = (Invoke-Cli sns list-topics --region us-east-1).Topics.TopicArn
        $root = (Invoke-Cli cloudwatch describe-alarms --region us-east-1 --alarm-names AwsHardening-RootUse).MetricAlarms
        $root.MetricName, $root.Threshold, $root.ActionsEnabled, @($root.AlarmActions)[0] | Should -Be 'RootUse', 1, $true, $topic
        (Invoke-Cli events list-targets-by-rule --region us-east-1 --rule AwsHardening-GuardDutyFinding).Targets.Arn | Should -BeExactly $topic
        $attributes = (Invoke-Cli sns get-topic-attributes --region us-east-1 --topic-arn $topic).Attributes
        $attributes.KmsMasterKeyId | Should -BeExactly 'alias/aws-hardening-security-alarms'
        ($attributes.Policy | ConvertFrom-Json).Statement.Principal.Service | Should -Be 'cloudwatch.amazonaws.com', 'events.amazonaws.com'
        (Enable-SecurityAlarm @alarms).Status | Sort-Object -Unique | Should -BeIn 'Unchanged', 'PendingConfirmation'

        # moto does not find a key by its ARN to schedule its deletion, as AWS would: the key stays.
        $ids = ($items | Where-Object { $_.ChangeId -and $_.ResourceType -ne 'AWS::KMS::Key' }).ChangeId
        (Undo-HardeningChange -Id $ids -Confirm:$false -ErrorAction Stop).Status | Sort-Object -Unique | Should -BeExactly 'Applied'
        (Invoke-Cli cloudwatch describe-alarms --region us-east-1).MetricAlarms | Should -BeNullOrEmpty
        (Invoke-Cli sns list-topics --region us-east-1).Topics | Should -BeNullOrEmpty
        (Invoke-Cli events list-rules --region us-east-1).Rules | Should -BeNullOrEmpty
    }

    It 'is taken down, with its bucket, and the aws CLI finds nothing of it' {
        $items = Disable-AuditBaseline -PurgeBucket -ConfirmBucketName $bucket -Confirm:$false -ErrorAction Stop
        $items.Status | Sort-Object -Unique | Should -BeExactly 'Removed'
        (Invoke-Cli cloudtrail describe-trails --region us-east-1).trailList | Should -BeNullOrEmpty
        (Invoke-Cli s3api list-buckets --region us-east-1).Buckets | Should -BeNullOrEmpty
        foreach ($region in $regions) {
            (Invoke-Cli configservice describe-configuration-recorders --region $region).ConfigurationRecorders | Should -BeNullOrEmpty
            (Invoke-Cli guardduty list-detectors --region $region).DetectorIds | Should -BeNullOrEmpty
        }
        (Invoke-Cli iam get-role --region us-east-1 --role-name AWSServiceRoleForConfig).Role.RoleName | Should -BeExactly 'AWSServiceRoleForConfig'
    }
}
