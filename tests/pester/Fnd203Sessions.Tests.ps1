# The story of the FND203 workshop, items 63 to 80, as a user would type it.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'FND203, items 63 to 80' {
    BeforeAll {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $server = Get-ManagedInstance -Name 'Services Server for AZ1'
    }

    AfterAll { Disconnect-AwsHardening }

    It 'still lists the services server when every inbound rule is gone (62 to 64)' {
        $group = (Get-SgRule -GroupName 'Services Server Security Group' -Direction Ingress)
        $group | Should -Not -BeNullOrEmpty
        $server.IsManaged | Should -BeTrue
    }

    It 'answers what the instance is (65, 66, 68)' {
        $answers = Invoke-InstanceCommand $server.InstanceId -Metadata instance-id, security-groups, iam/security-credentials/SharedServerConnectivityRole -WarningAction SilentlyContinue
        $answers[0].Output | Should -BeExactly $server.InstanceId
        $answers[1].Output | Should -BeExactly 'Services Server Security Group'
        $answers[2].Output | Should -Match '"Code" : "Success"'
    }

    It 'cannot ping 8.8.8.8 (67, T6)' {
        (Invoke-InstanceCommand $server.InstanceId 'ping -c 1 8.8.8.8' -WarningAction SilentlyContinue).Output | Should -Match '100% packet loss'
    }

    It 'logs to the bucket and the group that were made, not to others (69 to 76, T7, T8)' {
        $done = Enable-SessionLogging -BucketName fnd203-ssmlogs-bucket-me -LogGroupName fnd203-ssmlogs-logs -OpenNetwork
        $done.Status | Sort-Object -Unique | Should -BeExactly 'Applied'
        $calls = $session.GetSandboxCalls() | Where-Object Mutating
        $calls.Operation | Should -Not -Contain 'PutBucketAcl'
        $preferences = ($calls | Where-Object Operation -EQ 'CreateDocument').Parameters | ConvertFrom-Json
        $inputs = ($preferences.Content | ConvertFrom-Json).inputs
        $inputs.s3BucketName | Should -BeExactly 'fnd203-ssmlogs-bucket-me'
        $inputs.cloudWatchLogGroupName | Should -BeExactly 'fnd203-ssmlogs-logs'
        $inputs.cloudWatchEncryptionEnabled | Should -BeTrue
    }

    It 'shows what was typed (77 to 80)' {
        $null = Enter-InstanceSession $server.InstanceId -Line 'curl http://169.254.169.254/latest/meta-data/instance-id', 'curl http://169.254.169.254/latest/meta-data/security-groups'
        $past = Get-SessionHistory | Select-Object -First 1
        $past.Status | Should -BeExactly 'Terminated'
        $past.S3OutputUrl | Should -Match '/fnd203-ssmlogs-bucket-me/'
        $typed = ($past | Get-SessionLog).Message
        # curl ends no line, so the second prompt follows the first answer.
        $typed -join "`n" | Should -Match 'sh-4\.2\$ curl http://169\.254\.169\.254/latest/meta-data/security-groups'
        $typed | Should -Contain 'Services Server Security Group'
    }

    It 'opened the way to S3 that the user data of the services servers never had (T9)' {
        $opened = Get-SgRule -GroupName 'Services Server Security Group' -Direction Egress | Where-Object Source -Match '^pl-'
        $opened | Should -HaveCount 1
        $opened.Description | Should -BeLike 'AwsHardening*'
    }
}
