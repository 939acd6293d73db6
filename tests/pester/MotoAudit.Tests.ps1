# A whole baseline against somebody else's idea of AWS: set up, set up again, read by the aws CLI, taken down.

Describe 'A baseline on a third-party endpoint' {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        if (-not (Get-Command moto_server, aws -CommandType Application -ErrorAction Ignore)) { return }
        Import-TestModule

        # A port that nobody uses, asked of the system.
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $endpoint = "http://127.0.0.1:$port"
        $start = @{ FilePath = 'moto_server'; ArgumentList = '-H', '127.0.0.1', '-p', $port; PassThru = $true
            RedirectStandardOutput = "$TestDrive/out"; RedirectStandardError = "$TestDrive/err" }
        $server = Start-Process @start
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            $client = [System.Net.Sockets.TcpClient]::new()
            try { $client.Connect('127.0.0.1', $port); $up = $true } catch { $up = $false } finally { $client.Dispose() }
        } until ($up -or $server.HasExited -or $clock.Elapsed.TotalSeconds -gt 60)
        if (-not $up) { throw "moto_server did not start: $(Get-Content "$TestDrive/err" -Raw)" }

        function Invoke-AwsCli {
            $keys = @{ AWS_ACCESS_KEY_ID = 'testing'; AWS_SECRET_ACCESS_KEY = 'testing'; AWS_PAGER = ''; NO_PROXY = '127.0.0.1' }
            try {
                $keys.Keys | ForEach-Object { Set-Item "Env:$_" $keys[$_] }
                $text = & aws --endpoint-url $endpoint --output json @args
                if ($LASTEXITCODE -ne 0) { throw "aws $args failed with $LASTEXITCODE." }
                $text | Out-String | ConvertFrom-Json
            }
            finally {
                $keys.Keys | ForEach-Object { Remove-Item "Env:$_" }
            }
        }

        $regions = 'us-east-1', 'eu-west-1'
        $bucket = 'audit-logs-moto'
        $options = @{ Region = $regions; BucketName = $bucket; Confirm = $false }
        $secret = [securestring]::new()
        'testing'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $null = Connect-AwsHardening -Credential ([pscredential]::new('testing', $secret)) -Region us-east-1 -EndpointUrl $endpoint

        # moto names the role of AWS Config AWSServiceRoleForconfig and then does not find it as AWSServiceRoleForConfig, as AWS would:
        # so it is there before.
        $null = Invoke-AwsCli iam create-role --region us-east-1 --role-name AWSServiceRoleForConfig --path /aws-service-role/config.amazonaws.com/ `
            --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"config.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    }

    AfterAll {
        if ($server) {
            Disconnect-AwsHardening
            Stop-Process -Id $server.Id
        }
    }

    BeforeEach {
        if (-not $server) { Set-ItResult -Skipped -Because 'moto_server or the aws CLI is not on this machine' }
    }

    It 'is made, in every Region, and the aws CLI reads it so' {
        $items = Enable-AuditBaseline @options -ErrorAction Stop
        ($items | Where-Object ResourceId -NE AWSServiceRoleForConfig).Status | Sort-Object -Unique | Should -BeExactly 'Created'
        $trail = (Invoke-AwsCli cloudtrail describe-trails --region us-east-1).trailList
        $trail | Should -HaveCount 1
        $trail.S3BucketName, $trail.IsMultiRegionTrail, $trail.LogFileValidationEnabled | Should -Be $bucket, $true, $true
        (Invoke-AwsCli cloudtrail get-trail-status --region us-east-1 --name $trail.Name).IsLogging | Should -BeTrue
        (Invoke-AwsCli s3api get-bucket-versioning --region us-east-1 --bucket $bucket).Status | Should -BeExactly 'Enabled'
        (Invoke-AwsCli s3api get-public-access-block --region us-east-1 --bucket $bucket).PublicAccessBlockConfiguration.PSObject.Properties.Value | Should -Be $true, $true, $true, $true
        (Invoke-AwsCli s3api get-bucket-policy --region us-east-1 --bucket $bucket).Policy | Should -Match 'aws:SourceArn'
        foreach ($region in $regions) {
            $recorder = (Invoke-AwsCli configservice describe-configuration-recorders --region $region).ConfigurationRecorders
            $recorder.recordingGroup.allSupported, $recorder.recordingGroup.includeGlobalResourceTypes | Should -Be $true, ($region -eq 'us-east-1')
            (Invoke-AwsCli configservice describe-configuration-recorder-status --region $region).ConfigurationRecordersStatus.recording | Should -BeTrue
            $detector = (Invoke-AwsCli guardduty list-detectors --region $region).DetectorIds
            (Invoke-AwsCli guardduty get-detector --region $region --detector-id $detector).Status | Should -BeExactly 'ENABLED'
        }
    }

    It 'again changes nothing' {
        # A trail of AWS logs all management events until it is told otherwise, and says so; moto names no selectors until some are put.
        $null = Invoke-AwsCli cloudtrail put-event-selectors --region us-east-1 --trail-name All-API-Commands-across-all-Regions `
            --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[]}]'
        $changes = @(Get-HardeningChange).Count
        (Enable-AuditBaseline @options -ErrorAction Stop).Status | Sort-Object -Unique | Should -BeExactly 'Unchanged'
        @(Get-HardeningChange).Count | Should -Be $changes
        (Get-AuditBaseline -Region $regions | Where-Object Check -NE Delivered).State | Sort-Object -Unique | Should -BeExactly 'Yes'
    }

    It 'is taken down, with its bucket, and the aws CLI finds nothing of it' {
        $items = Disable-AuditBaseline -PurgeBucket -ConfirmBucketName $bucket -Confirm:$false -ErrorAction Stop
        $items.Status | Sort-Object -Unique | Should -BeExactly 'Removed'
        (Invoke-AwsCli cloudtrail describe-trails --region us-east-1).trailList | Should -BeNullOrEmpty
        (Invoke-AwsCli s3api list-buckets --region us-east-1).Buckets | Should -BeNullOrEmpty
        foreach ($region in $regions) {
            (Invoke-AwsCli configservice describe-configuration-recorders --region $region).ConfigurationRecorders | Should -BeNullOrEmpty
            (Invoke-AwsCli guardduty list-detectors --region $region).DetectorIds | Should -BeNullOrEmpty
        }
        (Invoke-AwsCli iam get-role --region us-east-1 --role-name AWSServiceRoleForConfig).Role.RoleName | Should -BeExactly 'AWSServiceRoleForConfig'
    }
}
