# Signing in by IAM Identity Center and by a web identity, each against a stand-in on a loopback port that says what AWS's documentation says.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $listener = [System.Net.HttpListener]::new()
    $socket = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $socket.Start()
    $port = $socket.LocalEndpoint.Port
    $socket.Stop()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $standIn = [powershell]::Create()
    $null = $standIn.AddScript({
        param($listener)
        while ($listener.IsListening) {
            try { $context = $listener.GetContext() } catch { return }
            $request, $response = $context.Request, $context.Response
            $body = [System.IO.StreamReader]::new($request.InputStream).ReadToEnd()
            $status, $type = 200, 'text/xml'
            $text = if ($request.Url.AbsolutePath -eq '/federation/credentials') {
                $type = 'application/json'
                if ($request.Headers['x-amz-sso_bearer_token'] -ceq 'the-token-of-the-sign-in' -and $request.Url.Query -match 'role_name=reader' -and $request.Url.Query -match 'account_id=200000000001') {
                    '{"roleCredentials":{"accessKeyId":"ASIASSOROLEEXAMPLE01","secretAccessKey":"secret","sessionToken":"token","expiration":' + [datetimeoffset]::UtcNow.AddHours(1).ToUnixTimeMilliseconds() + '}}'
                }
                else {
                    $status = 401
                    $response.Headers['x-amzn-ErrorType'] = 'UnauthorizedException'
                    '{"message":"Session token not found or invalid"}'
                }
            }
            elseif ($body -match 'Action=AssumeRoleWithWebIdentity' -and $body -match 'WebIdentityToken=the.token.of.the.cluster' -and -not $request.Headers['Authorization']) {
                '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAWEBROLEEXAMPLE01</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>' +
                "<Expiration>$([datetime]::UtcNow.AddHours(1).ToString('yyyy-MM-ddTHH:mm:ssZ'))</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::200000000001:assumed-role/pod/pod</Arn><AssumedRoleId>AROA:pod</AssumedRoleId></AssumedRoleUser></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"
            }
            elseif ($body -match 'Action=GetCallerIdentity' -and $request.Headers['Authorization'] -match 'Credential=(ASIA(SSO|WEB)ROLEEXAMPLE01)/') {
                $who = $Matches[2] -eq 'SSO' ? 'AWSReservedSSO_reader_0123456789abcdef/me' : 'pod/pod'
                "<GetCallerIdentityResponse xmlns=`"https://sts.amazonaws.com/doc/2011-06-15/`"><GetCallerIdentityResult><Arn>arn:aws:sts::200000000001:assumed-role/$who</Arn><UserId>AROA:me</UserId><Account>200000000001</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
            }
            else { $status = 403; '<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>not here</Message></Error></ErrorResponse>' }
            $response.StatusCode, $response.ContentType = $status, $type
            $bytes = [System.Text.Encoding]::UTF8.GetBytes($text)
            $response.OutputStream.Write($bytes, 0, $bytes.Length)
            $response.Close()
        }
    }).AddArgument($listener)
    $null = $standIn.BeginInvoke()

    # What `aws sso login` leaves behind: named by the SHA-1 of the session's name.
    $cache = New-Item -ItemType Directory "$TestDrive/home/.aws/sso/cache"
    $name = [System.Convert]::ToHexString([System.Security.Cryptography.SHA1]::HashData([System.Text.Encoding]::UTF8.GetBytes('corp'))).ToLowerInvariant()
    Set-Content "$cache/$name.json" (@{
        startUrl = 'https://corp.awsapps.example/start'; region = 'us-east-1'; accessToken = 'the-token-of-the-sign-in'
        expiresAt = [datetime]::UtcNow.AddHours(1).ToString('yyyy-MM-ddTHH:mm:ssZ')
    } | ConvertTo-Json)
    Set-Content "$TestDrive/token" 'the.token.of.the.cluster' -NoNewline
    Set-Content "$TestDrive/config" '[profile signed-in]', 'region = us-east-1', 'sso_session = corp', 'sso_account_id = 200000000001', 'sso_role_name = reader',
        '[profile elsewhere]', 'region = us-east-1', 'sso_session = corp', 'sso_account_id = 200000000001', 'sso_role_name = nobody',
        '[sso-session corp]', 'sso_region = us-east-1', 'sso_start_url = https://corp.awsapps.example/start',
        '[profile pod]', 'region = us-east-1', 'role_arn = arn:aws:iam::200000000001:role/pod', 'role_session_name = pod', "web_identity_token_file = $TestDrive/token"
}

AfterAll {
    $listener.Stop()
    $standIn.Dispose()
}

Describe 'Signing in' {
    It 'takes the token of a sign-in and of a web identity to credentials of a role, and says so where that is refused' {
        $said = Invoke-FreshPowerShell -Variables @{ module = $ModulePath; drive = "$TestDrive"; endpoint = "http://127.0.0.1:$port" } @'
            $env:HOME = $env:USERPROFILE = "$drive/home"
            $env:AWS_CONFIG_FILE = "$drive/config"
            $env:AWS_ENDPOINT_URL = $endpoint
            Import-Module "$module/AwsHardening.psd1"
            (Get-CallerIdentity -ProfileName signed-in).Arn
            (Get-CallerIdentity -ProfileName pod).Arn
            $null = Get-CallerIdentity -ProfileName elsewhere -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[0].FullyQualifiedErrorId
            $problem[0].ErrorDetails.RecommendedAction
'@
        $said[0] | Should -BeExactly 'arn:aws:sts::200000000001:assumed-role/AWSReservedSSO_reader_0123456789abcdef/me'
        $said[1] | Should -BeExactly 'arn:aws:sts::200000000001:assumed-role/pod/pod'
        $said[2] | Should -BeLike 'SsoSignInNeeded,*'
        $said[3] | Should -Match 'aws sso login --profile elsewhere'
    }
}
